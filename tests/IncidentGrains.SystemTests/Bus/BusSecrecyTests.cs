using System.Text;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Cohorts;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>A2 on the bus: of the people who are imported, looked up, corrected and erased, nothing is said to the broker.</summary>
[Collection(RealProcesses.Name)]
public sealed class BusSecrecyTests(RabbitMqNode rabbit)
{
    private const int Searched = 200;

    [SkippableByTool("rabbitmq-server")]
    public async Task Broker_IsToldOfACohort_AndOfNobodyInIt()
    {
        var file = new SyntheticFile { Rows = 2_000, Seed = 17, Duplicates = 0.05, Dirty = 0.02, Categories = ["name", "email", "phone", "address"] };
        var people = CohortTests.Rows(file with { Dirty = 0 }).Where(r => r.All(c => c.Length > 0)).Take(Searched).ToList();
        await using var listener = await rabbit.Listen("registry.cohort-sealed", "registry.cohort-withdrawn");
        using var wire = new HeldProxy(rabbit.Port);
        await using var server = await ServerProcess.Start(rabbit.Settings(wire.Port));
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var cohorts = await CohortClient.Open(clients);
        await cohorts.Import("members", file, rowsPerChunk: 500);
        var session = await cohorts.OpenLookup();
        await cohorts.LookUp(session.SessionId, people.Select(p => CohortClient.Email(p[2])));
        await AtRestTests.Erase(server, cohorts, people[0][0]);
        await cohorts.Api.WithdrawCohortAsync(new WithdrawCohortRequest { IncidentId = cohorts.IncidentId, CommandId = Clients.NewId(), CohortId = "members", Reason = "Made up" });
        await BusScenario.Until(
            () => Task.FromResult(listener.Received.Select(m => m.Exchange).Distinct().Count() == 2), "The broker did not deliver that the cohort was sealed and withdrawn.");

        // Names alone are too short to be told from chance; with what stands beside them they would be found.
        var needles = people.SelectMany(p => new[] { p[0], p[2], p[3], p[4] }).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToList();
        var said = wire.Said;
        Assert.All(listener.Received, m => Assert.Contains(said, s => s.AsSpan().IndexOf(m.Body) >= 0));
        Assert.All(said, s => Assert.DoesNotContain(needles, n => s.AsSpan().IndexOf(n) >= 0));
    }
}
