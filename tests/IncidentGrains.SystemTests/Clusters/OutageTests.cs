using System.Diagnostics;
using Grpc.Core;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Kills;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Clusters;

/// <summary>What silos do while their database is away, and when they were away themselves.</summary>
/// <remarks>INCIDENTGRAINS_OUTAGE_SECONDS sets for how long the database is away.</remarks>
[Collection(RealProcesses.Name)]
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Callers = 32;
    private const int IncidentCount = 20;

    private static readonly TimeSpan RecoversWithin = TimeSpan.FromSeconds(10);

    [ClusterFact]
    public async Task Database_StoppedAtOnceUnderLoad_IsUnavailableAndThenServedAgainByTheSameProcesses()
    {
        var seed = Seed.Print(output);
        await using var cluster = await ClusterProcesses.Start(3);
        using var admin = cluster.Client(0);
        var incidents = await Task.WhenAll(Enumerable.Range(0, IncidentCount).Select(_ => admin.Open()));

        // Whatever else than "away" a call ends with fails the test.
        var callers = new OutstandingCallers(seed, Callers, [.. incidents.Select(i => i.IncidentId)]);
        callers.ServersAreAt(cluster.Addresses, cluster.AdminToken);
        await callers.Acknowledge(atLeast: Callers);
        await cluster.Postgres.StopImmediately();
        var away = Stopwatch.StartNew();
        while (away.Elapsed < TimeSpan.FromSeconds(Seed.Setting("INCIDENTGRAINS_OUTAGE_SECONDS", 8)))
        {
            // A new incident's grain may live on any silo: its refusal has to come back from there.
            (await Refusal.Of(admin.Incidents.OpenIncidentAsync(new OpenIncidentRequest { CommandId = Clients.NewId(), Title = "Nobody can record this" })))
                .AssertIs(StatusCode.Unavailable, "ledger.unavailable");
        }

        await cluster.Postgres.Restart();
        var recovery = Stopwatch.StartNew();
        await callers.Acknowledge(atLeast: Callers);
        var recovered = recovery.Elapsed;
        await callers.Finish();
        output.WriteLine($"{callers.Acknowledged.Count} commands, {callers.Repeats} repeats, away for {away.Elapsed.TotalSeconds:0} s, back after {recovered.TotalSeconds:0.0} s");
        await EachOnce.Check(admin, callers);
        Assert.True(recovered < RecoversWithin, $"It took {recovered}.");
        Assert.Equal(3, await cluster.Members(status: 3));
    }

    [ClusterFact]
    public async Task Silo_StoppedUntilTheOthersGaveItUp_EndsAndJoinsAnew()
    {
        await using var cluster = await ClusterProcesses.Start(3);
        using var first = cluster.Client(0);
        var id = (await first.Open()).IncidentId;
        var silo = cluster.Silos[1];
        await silo.Signal("STOP");
        var declared = Stopwatch.StartNew();
        while (await cluster.Members(status: 6) == 0)
        {
            Assert.True(declared.Elapsed < TimeSpan.FromSeconds(60), "Nobody gave the stopped silo up.");
        }

        output.WriteLine($"given up after {declared.Elapsed.TotalSeconds:0.0} s");
        var entry = new AddTimelineEntryRequest { IncidentId = id, CommandId = Clients.NewId(), Text = "The others go on" };
        await Patiently(() => first.Incidents.AddTimelineEntryAsync(entry).ResponseAsync);
        await silo.Signal("CONT");
        Assert.NotEqual(0, await silo.Ended());
        await silo.Restart();
        using var second = cluster.Client(1);
        Assert.Equal(2, (await Patiently(() => second.Get(id))).Version);
        Assert.Equal(3, await cluster.Members(status: 3));
    }

    // A silo learns of another's death or return a moment after the table; until then it may answer that it can't, as to any client.
    private static async Task<T> Patiently<T>(Func<Task<T>> call)
    {
        for (var waiting = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && waiting.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Yield();
            }
        }
    }
}
