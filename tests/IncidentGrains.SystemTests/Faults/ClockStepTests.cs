using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F8: the clock of one silo steps by an hour and by a day, forth and back, while PostgreSQL and the other silo keep the true time.</summary>
[Collection(RealProcesses.Name)]
public sealed class ClockStepTests(ITestOutputHelper output)
{
    private static readonly string[] Steps = ["+1h", "+0", "-1h", "+1d", "-1d", "+0"];

    [ClockFact]
    public async Task Clock_OfOneSiloThatSteps_NeverTurnsAStreamBackNorLosesACommand()
    {
        using var folder = new TemporaryFolder();
        var offset = folder.File("offset");
        await File.WriteAllTextAsync(offset, "+0");
        string[] faked = ["env", $"LD_PRELOAD={ClockFactAttribute.Library}", $"FAKETIME_TIMESTAMP_FILE={offset}", "FAKETIME_CACHE_DURATION=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"];
        await using var cluster = await ClusterProcesses.Start(2, (_, i) => new SiloStart(i == 1 ? faked : [], []));

        // Through the silo whose clock is true: the other one would rightly refuse a token that was issued in its future. It serves half of the incidents all the same.
        var run = await FaultRun.Start(output, cluster, reach: [cluster.Silos[0].Grpc]);
        var (ahead, behind) = (0, 0);
        foreach (var step in Steps)
        {
            await run.Strike(() => File.WriteAllTextAsync(offset, step));
            await run.Served();
            await Task.Delay(1100);
            await run.Served();
            ahead += await Recorded(cluster, "> interval '50 minutes'");
            behind += await Recorded(cluster, "< interval '-50 minutes'");
        }

        await run.Finish();
        output.WriteLine($"at the ends of the steps {ahead} events of the last second stood ahead and {behind} behind of PostgreSQL's clock");
        Assert.True(ahead > 0, "No event was stamped by a clock that ran ahead: the test proved nothing.");
        Assert.Empty(run.Callers.Failures);
    }

    private static async Task<int> Recorded(ClusterProcesses cluster, string difference) => int.Parse(await cluster.Postgres.Query(
        $"SELECT count(*) FROM (SELECT at FROM ledger_event ORDER BY position DESC LIMIT 200) e WHERE to_timestamp(at / 1e6) - now() {difference}"));
}
