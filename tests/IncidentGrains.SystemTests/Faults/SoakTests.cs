using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>A steady load for as long as INCIDENTGRAINS_SOAK_MINUTES says: memory stays flat, and nothing grows but what is recorded.</summary>
[Collection(RealProcesses.Name)]
public sealed class SoakTests(ITestOutputHelper output)
{
    // Shorter runs show that the load and the samples work; what grows slowly only a long one tells.
    private static readonly TimeSpan TellsGrowth = TimeSpan.FromMinutes(10);

    private const double MegabytesAMinute = 1;

    // What a case leaves for ever; every other table is bounded by what is under way.
    private static readonly string[] Recorded =
    [
        "ledger_event", "stream_head", "command", "guard", "case_index", "case_member", "checkpoint", "orleansstorage", "task_index",
    ];

    [ClusterFact]
    public async Task SteadyLoad_LeavesMemoryFlatAndNoTableGrowingBesideTheLedger()
    {
        var seed = Seed.Print(output);
        var lasts = TimeSpan.FromMinutes(double.TryParse(Environment.GetEnvironmentVariable("INCIDENTGRAINS_SOAK_MINUTES"), out var minutes) ? minutes : 0.25);
        var interval = TimeSpan.FromSeconds(Math.Clamp(lasts.TotalSeconds / 60, 5, 60));
        await using var cluster = await ClusterProcesses.Start(2);
        var load = SoakLoad.Start(cluster, seed);
        var samples = new List<SoakSample>();
        using var timer = new PeriodicTimer(interval);
        while (samples.Count == 0 || samples[^1].At < lasts)
        {
            await timer.WaitForNextTickAsync();
            samples.Add(await SoakSample.Take(cluster, load));
        }

        await load.Stop();
        output.WriteLine(SoakSample.Table(samples));
        output.WriteLine(load.ToString());
        Assert.True(load.Acknowledged > 0.5 * SoakLoad.CommandsASecond * lasts.TotalSeconds, $"The load was not carried: {load}");
        Assert.True(load.Failed == 0, $"Nothing went wrong, and yet calls failed: {load}");
        await LedgerCheck.Sound(cluster.Postgres);
        if (lasts >= TellsGrowth)
        {
            CheckGrowth([.. samples.Skip(samples.Count / 3)]);
        }
    }

    private static void CheckGrowth(IReadOnlyList<SoakSample> warm)
    {
        for (var silo = 0; silo < warm[0].Resident.Count; silo++)
        {
            var slope = SoakSample.Slope(warm, s => s.Resident[silo]);
            Assert.True(slope < MegabytesAMinute, $"Silo {silo} grows by {slope:0.00} MB a minute.");
        }

        // Twice the size at the start of the warm run, and some rows that come and go.
        foreach (var (table, rows) in warm[0].Rows.Where(t => !Recorded.Contains(t.Key, StringComparer.Ordinal)))
        {
            Assert.True(warm[^1].Rows[table] <= (2 * rows) + 200, $"'{table}' grew from {rows} to {warm[^1].Rows[table]} rows.");
        }
    }
}
