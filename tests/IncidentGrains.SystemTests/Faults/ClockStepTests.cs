using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F8: the clock of one silo steps by an hour and by a day, forth and back, while PostgreSQL and the other silo keep the true time.</summary>
[Collection(RealProcesses.Name)]
public sealed class ClockStepTests(ITestOutputHelper output)
{
    private const int Tasks = 24;

    // While the clock runs ahead, and before it is behind.
    private static readonly TimeSpan DueIn = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan EscalatedWithin = TimeSpan.FromSeconds(60);

    private static readonly string[] Steps = ["+1h", "+1d", "+0", "-1h", "-1d", "+0"];

    [ClockFact]
    public async Task Clock_OfOneSiloThatSteps_NeverTurnsAStreamBackNorLosesOrHastensAnything()
    {
        using var folder = new TemporaryFolder();
        var offset = folder.File("offset");
        await File.WriteAllTextAsync(offset, "+0");

        // A real clock that is set does not touch the monotonic one, and no wait ends early for it.
        string[] faked =
        [
            "env", $"LD_PRELOAD={ClockFactAttribute.Library}", $"FAKETIME_TIMESTAMP_FILE={offset}", "FAKETIME_CACHE_DURATION=1",
            "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0",
        ];
        await using var cluster = await ClusterProcesses.Start(2, (_, i) => new SiloStart(i == 1 ? faked : [], []));

        // Through the silo whose clock is true: the other one would rightly refuse a token that was issued in its future. It serves half of the incidents all the same.
        var run = await FaultRun.Start(output, cluster, reach: [cluster.Silos[0].Grpc]);
        var due = await Deadlines.Create(cluster, run.Callers.IncidentIds[0], Tasks, DueIn);
        var ahead = 0;
        foreach (var step in Steps)
        {
            await run.Strike(() => File.WriteAllTextAsync(offset, step));
            await run.Served();
            await Task.Delay(1100);
            await run.Served();
            ahead += await RecordedAhead(cluster);
            if (await Deadlines.Escalated(cluster) is > 0 and var early)
            {
                Assert.True(DateTime.UtcNow >= due, $"{early} tasks were escalated early, after the step {step}.");
            }
        }

        while (await Deadlines.Escalated(cluster) < Tasks)
        {
            Assert.True(DateTime.UtcNow < due + EscalatedWithin, $"{await Deadlines.Escalated(cluster)} of {Tasks} tasks were escalated.");
        }

        Assert.Equal(0, await Deadlines.EscalatedTwice(cluster));

        await run.Finish();
        output.WriteLine($"of the last events of each step {ahead} stood more than 50 minutes ahead of PostgreSQL's clock");
        Assert.True(ahead > 0, "No event was stamped by a clock that ran ahead: the test proved nothing.");
        Assert.Empty(run.Callers.Failures);
    }

    private static async Task<int> RecordedAhead(ClusterProcesses cluster) => int.Parse(await cluster.Postgres.Query(
        "SELECT count(*) FROM (SELECT at FROM ledger_event ORDER BY position DESC LIMIT 200) e WHERE to_timestamp(at / 1e6) - now() > interval '50 minutes'"));
}
