using IncidentGrains.SystemTests.Kills;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Clusters;

/// <summary>Three silos on one PostgreSQL are one server: a caller may talk to any of them, and any of them may die.</summary>
[Collection(RealProcesses.Name)]
public sealed class ClusterTests(ITestOutputHelper output)
{
    private const int Callers = 64;
    private const int IncidentCount = 40;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [ClusterFact]
    public async Task Silos_StartedAtOnceOnAnEmptyDatabase_AreOneServerWithOneToken()
    {
        await using var cluster = await ClusterProcesses.Start(3);
        Assert.Equal(3, await cluster.Members(status: 3));
        using var first = cluster.Client(0);
        using var second = cluster.Client(1);
        using var third = cluster.Client(2);

        // The watch of one silo brings what is written through the others.
        var id = (await first.Open()).IncidentId;
        using var watch = second.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id });
        await third.AddEntry(id, "Written through the third");
        await first.AddEntry(id, "Written through the first");
        var seen = new List<long>();
        while (seen.Count < 3 && await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Bound))
        {
            seen.Add(watch.ResponseStream.Current.Event.Seq);
        }

        Assert.Equal([1L, 2, 3], seen);
        Assert.Equal(3, (await third.Get(id)).Version);
        Assert.Single(await second.Events("sys-access"));
    }

    [ClusterFact]
    public async Task Silo_KilledUnder64CallersInTurn_LosesNothingAndDoublesNothing()
    {
        var seed = Seed.Print(output);
        var kills = Seed.Setting("INCIDENTGRAINS_SILO_KILLS", 2);
        var random = new Random(seed);
        await using var cluster = await ClusterProcesses.Start(3);
        using var admin = cluster.Client(0);
        var incidents = await Task.WhenAll(Enumerable.Range(0, IncidentCount).Select(_ => admin.Open()));
        var callers = new OutstandingCallers(seed, Callers, [.. incidents.Select(i => i.IncidentId)]);
        callers.ServersAreAt(cluster.Addresses, cluster.AdminToken);
        for (var kill = 0; kill < kills; kill++)
        {
            await callers.Acknowledge(atLeast: Callers);
            await Task.Delay(random.Next(50, 700));
            var silo = cluster.Silos[kill % cluster.Silos.Count];
            await silo.Kill();
            await callers.Acknowledge(atLeast: Callers);
            await silo.Restart();
        }

        await callers.Finish();
        output.WriteLine($"{callers.Acknowledged.Count} commands, {callers.Repeats} repeats, {kills} kills");
        Assert.True(callers.Repeats > 0, "No kill met a command under way: the test proved nothing.");
        await EachOnce.Check(admin, callers);
        Assert.Equal(3, await cluster.Members(status: 3));
    }
}
