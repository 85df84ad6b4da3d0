using Grpc.Core;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F19: commands on two silos touch the same streams and guards in opposite order at the same moment, under load.</summary>
[Collection(RealProcesses.Name)]
public sealed class OppositeOrderTests(ITestOutputHelper output)
{
    private const int Pairs = 48;

    [ClusterFact]
    public async Task Commands_InOppositeOrderOnTwoSilos_AreDecidedOneWayAndNoCallerSeesADeadlock()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        var run = await FaultRun.Start(output, cluster);
        using var one = cluster.Client(0);
        using var two = cluster.Client(1);
        for (var round = 0; round < FaultRun.Points(2); round++)
        {
            await run.Strike(async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, Pairs).Select(_ => LinkedAndMergedBothWays(one, two)));
                await Task.WhenAll(Enumerable.Range(0, Pairs).Select(_ => ClosedAndMergedInto(one, two)));
                await Task.WhenAll(Enumerable.Range(0, Pairs).Select(i => SameReference(one, two, $"ref-{round}-{i}")));
            });
        }

        await run.Finish();
        Assert.Equal("0", await cluster.Postgres.Query(MergedIntoClosed));
        Assert.Equal($"{Pairs * FaultRun.Points(2)}", await cluster.Postgres.Query("SELECT count(*) FROM ledger_event WHERE convert_from(payload, 'UTF8') LIKE '%\"ref-%'"));
        output.WriteLine($"{await cluster.Postgres.Query("SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'")} deadlocks in PostgreSQL, seen by no caller");
        Assert.Empty(run.Callers.Failures);
    }

    private const string MergedIntoClosed =
        """
        SELECT count(*) FROM ledger_event m
        JOIN LATERAL (
          SELECT type FROM ledger_event s
          WHERE s.stream = convert_from(m.payload, 'UTF8')::json ->> 'into' AND s.position < m.position
            AND s.type IN ('incident.closed.v1', 'incident.reopened.v1', 'incident.merged.v1')
          ORDER BY s.position DESC LIMIT 1) target ON true
        WHERE m.type = 'incident.merged.v1' AND target.type <> 'incident.reopened.v1'
        """;

    // Any refusal but one by a rule is a failure of the test.
    private static async Task<bool> Accepted<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return true;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.AlreadyExists)
        {
            return false;
        }
    }

    private static async Task LinkedAndMergedBothWays(Clients one, Clients two)
    {
        var (a, b) = ((await one.Open()).IncidentId, (await two.Open()).IncidentId);
        var linked = await Task.WhenAll(Accepted(Link(one, a, b)), Accepted(Link(two, b, a)));
        Assert.True(linked[0] && linked[1], "A link was refused.");
        var won = await Task.WhenAll(Accepted(Merge(one, a, b)), Accepted(Merge(two, b, a)));
        Assert.True(won[0] != won[1], $"Of two merges into each other {won.Count(w => w)} were accepted.");
        Assert.Equal(
            won[0] ? (Stage.Merged, Stage.Open) : (Stage.Open, Stage.Merged),
            ((await two.Get(a)).Stage, (await one.Get(b)).Stage));
    }

    // Whichever comes first: what is closed takes in nobody, until it is open again.
    private static async Task ClosedAndMergedInto(Clients one, Clients two)
    {
        var (a, b) = ((await one.Open()).IncidentId, (await two.Open()).IncidentId);
        var close = one.Incidents.CloseIncidentAsync(new CloseIncidentRequest
        {
            IncidentId = a, CommandId = Clients.NewId(), Resolution = Resolution.NotAnIncident, Note = "A false alarm",
        });
        var outcomes = await Task.WhenAll(Accepted(close), Accepted(Merge(two, b, a)));
        Assert.True(outcomes[0], "An open incident could not be closed.");
        if (!outcomes[1])
        {
            var reopen = two.Incidents.ReopenIncidentAsync(new ReopenIncidentRequest { IncidentId = a, CommandId = Clients.NewId(), Reason = "No false alarm" });
            var both = await Task.WhenAll(Accepted(reopen), Accepted(Merge(one, b, a)));
            Assert.True(both[0], "A closed incident could not be reopened.");
        }
    }

    // Two commands of which one conflicts: that one is refused, whole, with the facts that it brought.
    private static async Task SameReference(Clients one, Clients two, string reference)
    {
        var won = await Task.WhenAll(Accepted(Open(one, reference)), Accepted(Open(two, reference)));
        Assert.True(won[0] != won[1], $"Of two incidents with one reference {won.Count(w => w)} were opened.");
        var listed = await one.Incidents.ListIncidentsAsync(new ListIncidentsRequest { Filter = $"reference = \"{reference}\"" });
        Assert.Equal(4, (await two.Get(Assert.Single(listed.Incidents).IncidentId)).Version);
    }

    private static AsyncUnaryCall<Incident> Open(Clients clients, string reference) => clients.Incidents.OpenIncidentAsync(new OpenIncidentRequest
    {
        CommandId = Clients.NewId(), Title = "Unusual export of order history", Reference = reference,
        Facts = { Enumerable.Range(0, 3).Select(i => new NewFact { Kind = FactKind.Containment, Text = $"Fact {i}" }) },
    });

    private static AsyncUnaryCall<Incident> Link(Clients clients, string from, string to) => clients.Incidents.LinkIncidentAsync(
        new LinkIncidentRequest { IncidentId = from, CommandId = Clients.NewId(), OtherIncidentId = to, Kind = LinkKind.Related });

    private static AsyncUnaryCall<Incident> Merge(Clients clients, string from, string into) => clients.Incidents.MergeIncidentAsync(
        new MergeIncidentRequest { IncidentId = from, CommandId = Clients.NewId(), IntoIncidentId = into, Reason = "The same attack" });
}
