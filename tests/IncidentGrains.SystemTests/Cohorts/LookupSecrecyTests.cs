using System.Diagnostics;
using Grpc.Core;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>A11: whoever tries out identifiers is slowed down, and neither the size nor the time of an answer tells yes from no; what was asked is on record.</summary>
[Collection(RealProcesses.Name)]
public sealed class LookupSecrecyTests(SharedServer server)
{
    private const int Each = 5_000;
    private const double Within = 0.02;

    private static readonly SyntheticFile File = new() { Rows = 20_000, Seed = 17, Categories = ["name"] };

    // A member id is looked for among people alone, an e-mail address also among further identifiers, and then whose it is.
    [Theory]
    [InlineData(IdentifierKind.MemberId)]
    [InlineData(IdentifierKind.Email)]
    public async Task Answers_OfYesAndNo_HaveEqualSizesAndEqualMedianTimes(IdentifierKind kind)
    {
        await using var own = await ServerProcess.Start("--Lookups:PerSecond", "0");
        using var clients = new Clients(own.Grpc, own.AdminToken);
        var cohorts = await CohortClient.Open(clients);
        await cohorts.Import("members", File);
        var session = await cohorts.OpenLookup();
        var ids = CohortTests.Rows(File).Select(r => r[kind == IdentifierKind.MemberId ? 0 : 2]).Where(id => id.Length > 0).Take(Each).ToArray();
        var (yes, no, sizes) = (new List<double>(), new List<double>(), new HashSet<int>());

        // In turn, so that whatever else the machine does meets both; a noisy machine gets more rounds, not a wider margin.
        for (var round = 0; round < 4 && (yes.Count == 0 || Difference(yes, no) > Within); round++)
        {
            foreach (var id in ids)
            {
                yes.Add(await Ask(cohorts, session.SessionId, new PersonIdentifier { Kind = kind, Value = id }, Affected.Yes, sizes));
                no.Add(await Ask(cohorts, session.SessionId, new PersonIdentifier { Kind = kind, Value = id[..^1] + "x" }, Affected.No, sizes));
            }
        }

        Assert.Single(sizes);
        Assert.True(Difference(yes, no) <= Within, $"yes {Median(yes):0.0} µs, no {Median(no):0.0} µs");
    }

    [Fact]
    public async Task LookUps_BeyondTheRate_AreRefused_AndThoseAnsweredAreOnRecord()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Import("members", File with { Rows = 1_000 });
        using var caller = await server.As($"hotline-{Guid.NewGuid():N}", Role.Comms);
        var own = new CohortClient(caller, cohorts.IncidentId);
        var session = await own.OpenLookup();
        var asked = 0;
        var refused = await Refusal.Expect(StatusCode.ResourceExhausted, "lookup.rate", async () =>
        {
            for (; asked < 20_000; asked += 1_000)
            {
                await own.LookUp(session.SessionId, Enumerable.Range(asked, 1_000).Select(n => CohortClient.MemberId($"guess-{n}")));
            }
        });
        Assert.True(asked is >= 5_000 and < 20_000, $"{asked}: {refused.Message}");

        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await server.Admin.Events(cohorts.IncidentId)).Where(e => e.Type == "registry.lookups-made.v1").Sum(Asked) != asked)
        {
            await Task.Delay(100, bound.Token);
        }
    }

    [Fact]
    public async Task List_BeyondTheRate_IsAnsweredAsTheRateAllows()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Import("members", File with { Rows = 1_000 });
        using var caller = await server.As($"list-{Guid.NewGuid():N}", Role.Comms);
        var own = new CohortClient(caller, cohorts.IncidentId);
        var session = await own.OpenLookup();

        // At once a caller may ask for 5,000, and then for 500 a second.
        var began = Stopwatch.GetTimestamp();
        var answers = await own.LookUpValues(session.SessionId, [.. Enumerable.Range(0, 7).Select(n => Enumerable.Range(n * 1_000, 1_000).Select(i => $"guess-{i}"))]);
        Assert.Equal(7_000, answers.Sum(a => a.Affected.Count));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 3.5, 60);
    }

    [Fact]
    public async Task Session_OfAnotherOrClosedOrExhausted_AnswersNothing()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Import("members", File with { Rows = 100 });
        var session = await cohorts.OpenLookup(maxKeys: 3);
        using var other = await server.As("other", Role.Responder);
        await Refusal.Expect(StatusCode.FailedPrecondition, "lookup.of_another", () => new CohortClient(other, cohorts.IncidentId).LookUp(session.SessionId, CohortClient.MemberId("1")));
        await cohorts.LookUp(session.SessionId, CohortClient.MemberId("1"), CohortClient.MemberId("2"));
        await Refusal.Expect(StatusCode.FailedPrecondition, "lookup.exhausted", () => cohorts.LookUp(session.SessionId, CohortClient.MemberId("1"), CohortClient.MemberId("2")));
    }

    private static long Asked(LedgerEvent e) => (long)e.Payload.Fields["asked"].NumberValue;

    private static async Task<double> Ask(CohortClient cohorts, string session, PersonIdentifier identifier, Affected expected, HashSet<int> sizes)
    {
        var request = new LookUpPersonRequest { IncidentId = cohorts.IncidentId, SessionId = session, Identifier = identifier };
        var began = Stopwatch.GetTimestamp();
        var answer = await cohorts.Api.LookUpPersonAsync(request);
        var micros = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        Assert.Equal(expected, answer.Answer.Affected);
        answer.RegistryVersion = 0;
        sizes.Add(answer.CalculateSize());
        return micros;
    }

    private static double Difference(List<double> a, List<double> b) => Math.Abs(Median(a) - Median(b)) / Math.Min(Median(a), Median(b));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
