using System.Diagnostics;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F6: two silos are cut from each other while both reach the database.</summary>
[Collection(RealProcesses.Name)]
public sealed class SplitClusterTests(ITestOutputHelper output)
{
    private const int Active = 3;

    private static readonly TimeSpan ConvergesWithin = TimeSpan.FromMinutes(2);

    [ClusterFact]
    public async Task Silos_CutFromEachOther_GoOnAsOneAndLoseNothing()
    {
        int[] ports = [FreePorts.Next(), FreePorts.Next()];
        await using var first = CutProxy.To(ports[0]);
        await using var second = CutProxy.To(ports[1]);
        CutProxy[] wires = [first, second];
        await using var cluster = await ClusterProcesses.Start(2, (_, i) => new SiloStart(
            [], ["--Cluster:SiloPort", $"{wires[i].Port}", "--Cluster:Listen", $"127.0.0.1:{ports[i]}"]));
        Assert.Equal(2, await cluster.Members(Active));
        var run = await FaultRun.Start(output, cluster);
        for (var point = 0; point < FaultRun.Points(1); point++)
        {
            var began = Stopwatch.StartNew();
            await run.Strike(() =>
            {
                began.Restart();
                Array.ForEach(wires, w => w.Hold());
                return Task.CompletedTask;
            });

            // One side declares the other dead, and that one ends itself when it learns of it.
            var ends = cluster.Silos.Select(s => s.Ended()).ToArray();
            var dead = Array.IndexOf(ends, await Task.WhenAny(ends));
            await ends[dead];
            var declared = began.Elapsed;
            await run.Served();
            var served = began.Elapsed;
            Array.ForEach(wires, w => w.Release());
            Array.ForEach(wires, w => w.Reset());
            await cluster.Silos[dead].Restart();
            using var restarted = cluster.Client(dead);
            await restarted.Open();
            await run.Served();
            output.WriteLine(
                $"silo {dead} ended {declared.TotalSeconds:0.0} s after the cut, callers were served after {served.TotalSeconds:0.0} s, both silos serve after {began.Elapsed.TotalSeconds:0.0} s");
            Assert.True(began.Elapsed < ConvergesWithin, $"The cluster converged only after {began.Elapsed}.");
            Assert.Equal(2, await cluster.Members(Active));
        }

        await run.Finish();
        var fenced = cluster.Silos.Sum(s => s.Errors.Count(l => l.Contains("changed by another activation", StringComparison.Ordinal)));
        output.WriteLine($"{fenced} times an activation met what another one had recorded, and read it again");
    }
}
