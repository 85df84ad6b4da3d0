using System.Diagnostics;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F14 with obligations: all silos die at the instant at which reports are due; each is escalated once all the same, within 60 s of recovery (I7).</summary>
[Collection(RealProcesses.Name)]
public sealed class ObligationDeadlineTests(ITestOutputHelper output)
{
    private const int Reports = 24;

    private static readonly TimeSpan EscalatedWithin = TimeSpan.FromSeconds(60);

    [ClusterFact]
    public async Task Reports_DueWhenAllSilosDie_AreEachEscalatedOnceWithinAMinuteOfRecovery()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        var due = await ObligationDeadlines.Open(cluster, Reports, TimeSpan.FromSeconds(6));
        if (DateTime.UtcNow < due)
        {
            await Task.Delay(due - DateTime.UtcNow);
        }

        await Task.WhenAll(cluster.Silos.Select(s => s.Kill()));
        await Task.WhenAll(cluster.Silos.Select(s => s.Restart()));
        var recovery = Stopwatch.StartNew();
        while (await ObligationDeadlines.Escalated(cluster) < Reports)
        {
            Assert.True(recovery.Elapsed < EscalatedWithin, $"{await ObligationDeadlines.Escalated(cluster)} of {Reports} reports were escalated {recovery.Elapsed} after the recovery.");
            await Task.Delay(200);
        }

        output.WriteLine($"{Reports} reports escalated, the last {recovery.Elapsed.TotalSeconds:0.0} s after the recovery");
        Assert.Equal((Reports, 0, 0), (await ObligationDeadlines.Escalated(cluster), await ObligationDeadlines.EscalatedTwice(cluster), await ObligationDeadlines.EscalatedEarly(cluster)));
        Assert.Equal(Reports, await ObligationDeadlines.Overdue(cluster));
    }
}
