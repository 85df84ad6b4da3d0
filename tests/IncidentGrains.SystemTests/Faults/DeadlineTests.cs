using System.Diagnostics;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F14: silos die at the instants at which tasks are due; each deadline is escalated once all the same, within 60 s of recovery (I7).</summary>
[Collection(RealProcesses.Name)]
public sealed class DeadlineTests(ITestOutputHelper output)
{
    private const int TasksADeadline = 24;

    private static readonly TimeSpan EscalatedWithin = TimeSpan.FromSeconds(60);

    [ClusterFact]
    public async Task Deadlines_AtWhichSilosDie_AreEachEscalatedOnceWithinAMinuteOfRecovery()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        var run = await FaultRun.Start(output, cluster);
        var slowest = TimeSpan.Zero;
        for (var point = 0; point < FaultRun.Points(2); point++)
        {
            // In turn: the silo that has claimed the clocks (or is about to), and both.
            var victims = point % 2 == 0 ? [cluster.Silos[point / 2 % 2]] : cluster.Silos.ToArray();
            var due = await Deadlines.Create(cluster, run.Callers.IncidentIds[point], TasksADeadline, TimeSpan.FromSeconds(6));
            await run.Strike(async () =>
            {
                if (DateTime.UtcNow < due)
                {
                    await Task.Delay(due - DateTime.UtcNow);
                }

                await Task.WhenAll(victims.Select(s => s.Kill()));
            });
            await Task.WhenAll(victims.Select(s => s.Restart()));
            var recovery = Stopwatch.StartNew();
            while (await Deadlines.Escalated(cluster) < (point + 1) * TasksADeadline)
            {
                Assert.True(recovery.Elapsed < EscalatedWithin, $"{await Deadlines.Escalated(cluster)} of {(point + 1) * TasksADeadline} deadlines were escalated {recovery.Elapsed} after the recovery.");
            }

            slowest = recovery.Elapsed > slowest ? recovery.Elapsed : slowest;
            await run.Served();
        }

        await run.Finish();
        output.WriteLine($"{await Deadlines.Escalated(cluster)} deadlines escalated, the last {slowest.TotalSeconds:0.0} s after the recovery");
        Assert.Equal((0, 0), (await Deadlines.EscalatedTwice(cluster), await Deadlines.EscalatedEarly(cluster)));
        Assert.Equal(FaultRun.Points(2) * TasksADeadline, await Deadlines.Escalated(cluster));
    }
}
