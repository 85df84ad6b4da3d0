using System.Collections.Concurrent;
using System.Diagnostics;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.Benchmarks;

/// <summary>64 callers that write timeline entries through all silos of a cluster.</summary>
internal sealed class ClusterLoad : IDisposable
{
    public const int Callers = 64;

    private readonly Clients[] _silos;

    private ClusterLoad(Clients[] silos, string[] incidents) => (_silos, Incidents) = (silos, incidents);

    public string[] Incidents { get; }

    /// <summary>Opens the incidents that commands go to.</summary>
    public static async Task<ClusterLoad> Prepare(ClusterProcesses cluster, int incidents)
    {
        Clients[] silos = [.. cluster.Addresses.Select(a => new Clients(a, cluster.AdminToken, new SocketsHttpHandler { EnableMultipleHttp2Connections = true }))];
        var ids = new ConcurrentBag<string>();
        await InParallel(incidents, async (i, caller) => ids.Add((await silos[caller % silos.Length].Open($"Made-up incident {i}")).IncidentId));
        return new ClusterLoad(silos, [.. ids]);
    }

    /// <summary>How long so many commands take; they go to the targets in turn.</summary>
    public async Task<double> Run(string[] targets, int commands)
    {
        var clock = Stopwatch.StartNew();
        await InParallel(commands, (i, caller) => _silos[caller % _silos.Length].AddEntry(
            targets[i % targets.Length], $"Entry {i} of a made-up timeline, about as long as people write them."));
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Four callers, each a command every 20 ms, until they are told to end; how long each command took, in milliseconds.</summary>
    public async Task<IReadOnlyCollection<double>> Latencies(CancellationToken cancellation)
    {
        var latencies = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async caller =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            for (var i = caller; !cancellation.IsCancellationRequested; i += 4)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
                var began = Stopwatch.GetTimestamp();
                await _silos[caller % _silos.Length].AddEntry(Incidents[i % Incidents.Length], $"Entry {i} of a made-up timeline, written while people are imported.");
                latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }));
        return latencies;
    }

    public void Dispose()
    {
        foreach (var silo in _silos)
        {
            silo.Dispose();
        }
    }

    private static Task InParallel(int count, Func<int, int, Task> call)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await call(i, caller);
            }
        })));
    }
}
