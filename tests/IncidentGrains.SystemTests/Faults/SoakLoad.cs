using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>What people and programs do on an ordinary day, at a steady rate: incidents opened now and then and worked on, lists read, watches that come and go.</summary>
internal sealed class SoakLoad
{
    public const int CommandsASecond = 150;

    private const int TicksASecond = 10;

    // Work goes on with the newest incidents; the others rest, and leave memory.
    private const int WorkedOn = 60;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(4);

    private readonly Stopwatch _began = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<Task, byte> _underWay = [];
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _done = new();
    private readonly ConcurrentQueue<string> _incidents = [];
    private readonly Clients[] _silos;
    private readonly Random _random;
    private readonly Task _driver;
    private long _acknowledged;
    private long _reads;
    private long _watched;

    private SoakLoad(ClusterProcesses cluster, int seed)
    {
        (_silos, _random) = ([.. cluster.Silos.Select((_, i) => cluster.Client(i))], new Random(seed));
        _driver = Task.Run(Drive);
    }

    public TimeSpan Elapsed => _began.Elapsed;

    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Calls that ended otherwise than with success.</summary>
    public int Failed => _failures.Values.Sum();

    public static SoakLoad Start(ClusterProcesses cluster, int seed) => new(cluster, seed);

    /// <summary>Ends the load once what is under way has been answered.</summary>
    public async Task Stop()
    {
        await _done.CancelAsync();
        await _driver;
        await Task.WhenAll(_underWay.Keys);
        Array.ForEach(_silos, s => s.Dispose());
        _done.Dispose();
    }

    public override string ToString() =>
        $"{Acknowledged} commands and {Volatile.Read(ref _reads)} reads in {Elapsed.TotalSeconds:0} s, {Volatile.Read(ref _watched)} events seen by watchers; failed: "
        + (Failed == 0 ? "none" : string.Join(", ", _failures.Select(f => $"{f.Value} {f.Key}")));

    private async Task Drive()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TicksASecond));
        for (var tick = 0; !_done.IsCancellationRequested; tick++)
        {
            await timer.WaitForNextTickAsync();
            if (tick % TicksASecond == 0)
            {
                Begin(Open);
                Begin(List);
                Begin(Watch);
            }

            for (var i = 0; i < CommandsASecond / TicksASecond && !_incidents.IsEmpty; i++)
            {
                var id = Any();
                Begin(i % 10 == 0 ? s => Fact(s, id) : s => Entry(s, id));
            }
        }
    }

    private void Begin(Func<Clients, Task> call)
    {
        var silo = _silos[_random.Next(_silos.Length)];
        var task = Task.Run(() => Guarded(call, silo));
        _underWay[task] = 0;
        _ = task.ContinueWith(t => _underWay.TryRemove(t, out _), TaskScheduler.Default);
    }

    private async Task Guarded(Func<Clients, Task> call, Clients silo)
    {
        try
        {
            await call(silo);
        }
        catch (RpcException e)
        {
            _failures.AddOrUpdate(e.Status.StatusCode + ": " + e.Status.Detail, 1, (_, n) => n + 1);
        }
    }

    private string Any() => _incidents.ElementAt(_random.Next(_incidents.Count));

    private async Task Open(Clients silo)
    {
        _incidents.Enqueue((await silo.Open()).IncidentId);
        Interlocked.Increment(ref _acknowledged);
        if (_incidents.Count > WorkedOn)
        {
            _incidents.TryDequeue(out _);
        }
    }

    private async Task Entry(Clients silo, string id)
    {
        await silo.AddEntry(id, "An entry of an ordinary day");
        Interlocked.Increment(ref _acknowledged);
    }

    private async Task Fact(Clients silo, string id)
    {
        await silo.Incidents.RecordFactAsync(new RecordFactRequest { IncidentId = id, CommandId = Clients.NewId(), Kind = FactKind.Containment, Text = "A fact of an ordinary day" });
        Interlocked.Increment(ref _acknowledged);
    }

    private async Task List(Clients silo)
    {
        await silo.Incidents.ListIncidentsAsync(new ListIncidentsRequest { PageSize = 20 });
        Interlocked.Increment(ref _reads);
    }

    private async Task Watch(Clients silo)
    {
        if (!_incidents.TryPeek(out var id))
        {
            return;
        }

        using var over = new CancellationTokenSource(Watched);
        using var watch = silo.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id }, cancellationToken: over.Token);
        try
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
                Interlocked.Increment(ref _watched);
            }
        }
        catch (RpcException) when (over.IsCancellationRequested)
        {
            // It was to last that long. The client names its own end in more than one way: a read that is cut off by it can
            // see the aborted request first.
            Interlocked.Increment(ref _reads);
        }
    }
}
