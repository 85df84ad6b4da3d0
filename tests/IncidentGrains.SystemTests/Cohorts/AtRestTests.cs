using System.Text;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>A2: contact data and keys are nowhere to be found at rest: not in databases or their logs, not in the server's log; before and after erasure and rotation.</summary>
[Collection(RealProcesses.Name)]
public sealed class AtRestTests
{
    private const int Searched = 200;

    [Fact]
    public async Task ContactDataAndKeys_AreNowhereAtRest_BeforeAndAfterErasureAndRotation()
    {
        var file = new SyntheticFile { Rows = 5_000, Seed = 13, Duplicates = 0.05, Dirty = 0.02, Categories = ["name", "email", "phone", "address"] };
        var people = CohortTests.Rows(file with { Dirty = 0 }).Where(r => r.All(c => c.Length > 0)).Take(Searched).ToList();
        Assert.Equal(Searched, people.Count);
        await using var server = await ServerProcess.Start();
        var master = Convert.FromBase64String((await System.IO.File.ReadAllTextAsync(Path.Combine(server.Data, "master-key"))).Trim());
        string incident;
        using (var clients = new Clients(server.Grpc, server.AdminToken))
        {
            var cohorts = await CohortClient.Open(clients);
            incident = cohorts.IncidentId;
            await cohorts.Import("members", file, rowsPerChunk: 1_000);
            var session = await cohorts.OpenLookup();
            await cohorts.LookUp(session.SessionId, people.Select(p => CohortClient.Email(p[2])));
            Search(server, people, [master]);
            await Erase(server, cohorts, people[0][0]);
        }

        Assert.Equal(0, await server.Terminate());
        var rotated = MasterKeys.Create();
        await System.IO.File.WriteAllTextAsync(Path.Combine(server.Data, "master-key"), rotated + Convert.ToBase64String(master) + "\n");
        await server.Restart();
        using var after = new Clients(server.Grpc, server.AdminToken);
        var again = new CohortClient(after, incident);
        var open = await again.OpenLookup();
        Assert.Equal([Affected.No, Affected.Yes], (await again.LookUp(open.SessionId, CohortClient.MemberId(people[0][0]), CohortClient.MemberId(people[1][0]))).Answers.Select(a => a.Affected));
        Search(server, people, [master, Convert.FromBase64String(rotated.Trim())]);

        // The former key is needed no more.
        Assert.Equal(0, await server.Terminate());
        await System.IO.File.WriteAllTextAsync(Path.Combine(server.Data, "master-key"), rotated);
        await server.Restart();
        using var last = new Clients(server.Grpc, server.AdminToken);
        Assert.Equal(new SyntheticTruth(file).Files[0].Counts.Members - 1, await new CohortClient(last, incident).Count());
    }

    internal static async Task Erase(ServerProcess server, CohortClient cohorts, string memberId)
    {
        var request = await cohorts.Api.RequestErasureAsync(new RequestErasureRequest
        {
            IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), Identifier = CohortClient.MemberId(memberId), Reason = "Asked for in writing",
        });
        using var admin = new Clients(server.Grpc, server.AdminToken);
        using var second = new Clients(server.Grpc, await admin.Mint("second", Role.Legal));
        await new CohortsService.CohortsServiceClient(second.Invoker).ApproveChangeAsync(
            new ApproveChangeRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), ChangeId = request.ChangeId });
        await CohortTests.Executed(cohorts, request.ChangeId);
    }

    private static void Search(ServerProcess server, IReadOnlyList<string[]> people, IReadOnlyList<byte[]> keys)
    {
        // Names alone are too short to be told from chance; with what stands beside them they would be found.
        var needles = people.SelectMany(p => new[] { p[2], p[3], p[4] }).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).Concat(keys).ToList();
        var files = Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ("master-key" or "lock")).ToList();
        Assert.Contains(files, f => f.EndsWith("registry.db", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.DoesNotContain(needles, n => bytes.AsSpan().IndexOf(n) >= 0);
        }

        var log = Encoding.UTF8.GetBytes(string.Join('\n', server.Errors));
        Assert.DoesNotContain(needles, n => log.AsSpan().IndexOf(n) >= 0);
    }
}
