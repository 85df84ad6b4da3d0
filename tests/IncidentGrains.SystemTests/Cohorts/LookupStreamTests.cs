using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Hosting;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>A stream of look-ups lasts no longer than the token and the server behind it; a list that is gone through goes on at the next server.</summary>
[Collection(RealProcesses.Name)]
public sealed class LookupStreamTests(SharedServer shared)
{
    // As many as the command line asks for at once.
    private const int AMessage = 1_000;

    private static readonly SyntheticFile File = new() { Rows = 4 * AMessage, Seed = 29, Categories = ["name"] };

    [Fact]
    public async Task Stream_WhoseTokenExpires_EndsAndSaysSo()
    {
        var cohorts = await CohortClient.Open(shared.Admin);
        await cohorts.Import("members", File);
        var token = await shared.Admin.Access.MintTokenAsync(new MintTokenRequest
        {
            CommandId = Clients.NewId(), Subject = "soon-gone", Roles = { Role.Commander }, Lifetime = Duration.FromTimeSpan(TimeSpan.FromSeconds(4)),
        });
        using var clients = new Clients(shared.Process.Grpc, token.Token);
        var brief = new CohortClient(clients, cohorts.IncidentId);
        using var call = await Answered(brief);
        var refusal = await Refusal.Of(() => call.ResponseStream.MoveNext(CancellationToken.None));
        refusal.AssertIs(StatusCode.Unauthenticated, "access.unauthenticated");

        // Tokens expire on whole seconds.
        Assert.InRange(DateTimeOffset.UtcNow, token.ExpiresAt.ToDateTimeOffset().AddSeconds(-1), token.ExpiresAt.ToDateTimeOffset().AddSeconds(30));
    }

    [Fact]
    public async Task List_WhoseServerIsKilledAndThenStopped_IsAnsweredToItsEnd()
    {
        await using var server = await ServerProcess.Start("--listen", $"127.0.0.1:{FreePorts.Next()}");
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var cohorts = await CohortClient.Open(clients);
        await cohorts.Import("members", File);
        var session = (await cohorts.OpenLookup()).SessionId;
        var ids = CohortTests.Rows(File).Select(r => r[0]).Where(id => id.Length > 0).Take(3 * AMessage).Chunk(AMessage).ToArray();
        using var asking = new Process
        {
            StartInfo = Programs.StartInfo(
                "dotnet", [Repository.Cli, "cohort", "look-up-values", "-", "--incident", cohorts.IncidentId, "--session-id", session, "--kind", "member-id"]),
        };
        asking.StartInfo.RedirectStandardInput = true;
        asking.StartInfo.Environment["INCIDENTCTL_SERVER"] = server.Grpc.AbsoluteUri;
        asking.StartInfo.Environment["INCIDENTCTL_TOKEN"] = server.AdminToken;
        asking.Start();
        var answers = new List<string>();
        await Ask(ids[0]);
        await Read(AMessage / 2);
        await server.Kill();
        await Ask(ids[1]);
        await server.Restart();
        await Read(AMessage);

        // Streams that nothing is asked on do not keep the server, whether somebody reads on them or nobody.
        using var again = new Clients(server.Grpc, server.AdminToken);
        using var idle = await Answered(new CohortClient(again, cohorts.IncidentId));
        var ended = Refusal.Of(() => idle.ResponseStream.MoveNext(CancellationToken.None));
        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await server.Terminate());
        Assert.True(stopping.Elapsed < StopTests.Patience, $"It took {stopping.Elapsed} to stop.");
        (await ended).AssertIs(StatusCode.Unavailable, "server.stopping");
        await Ask(ids[2]);
        asking.StandardInput.Close();
        await server.Restart();
        answers.AddRange((await asking.StandardOutput.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        await asking.WaitForExitAsync();
        Assert.Equal((0, "3,000 on the list, 3,000 of them affected, 0 unusable\n"), (asking.ExitCode, await asking.StandardError.ReadToEndAsync()));
        Assert.Equal(["identifier,affected,categories,cohorts", .. ids.SelectMany(some => some).Select(id => $"{id},yes,name,members")], answers);

        async Task Ask(IEnumerable<string> some)
        {
            foreach (var id in some)
            {
                await asking.StandardInput.WriteLineAsync(id);
            }

            await asking.StandardInput.FlushAsync();
        }

        async Task Read(int lines)
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            for (var i = 0; i < lines; i++)
            {
                answers.Add((await asking.StandardOutput.ReadLineAsync(bound.Token))!);
            }
        }
    }

    // A stream on which one message was answered.
    private static async Task<AsyncDuplexStreamingCall<LookUpValuesRequest, LookUpValuesResponse>> Answered(CohortClient cohorts)
    {
        var session = await cohorts.OpenLookup();
        var call = cohorts.Api.LookUpValues(deadline: DateTime.UtcNow.AddMinutes(2));
        await call.RequestStream.WriteAsync(new LookUpValuesRequest { IncidentId = cohorts.IncidentId, SessionId = session.SessionId, Kind = IdentifierKind.MemberId, Values = { "nobody" } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call;
    }
}
