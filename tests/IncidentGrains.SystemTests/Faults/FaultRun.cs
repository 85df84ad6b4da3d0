using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Kills;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>A fault under load: callers keep commands under way, the fault strikes again and again, and the ledger is held against what callers were told.</summary>
internal sealed class FaultRun
{
    // Some callers are always between an answer and their next call: more than 64 of them keep 64 calls on the wire.
    private const int CallerCount = 96;

    private const int MustBeOutstanding = 64;

    private const int MustBeAcknowledged = 2_000;

    private readonly ITestOutputHelper _output;
    private readonly ClusterProcesses _cluster;
    private readonly List<int> _outstanding = [];

    private FaultRun(ITestOutputHelper output, ClusterProcesses cluster, int seed, OutstandingCallers callers)
    {
        (_output, _cluster, Seed, Callers, Random) = (output, cluster, seed, callers, new Random(seed));
    }

    /// <summary>How often a fault strikes: INCIDENTGRAINS_FAULT_POINTS.</summary>
    public static int Points(int otherwise) => Processes.Seed.Setting("INCIDENTGRAINS_FAULT_POINTS", otherwise);

    public int Seed { get; }

    public Random Random { get; }

    public OutstandingCallers Callers { get; }

    /// <summary>Opens incidents and lets callers loose on them.</summary>
    /// <param name="output">Where the seed and the figures are printed.</param>
    /// <param name="cluster">The silos.</param>
    /// <param name="reach">The silos that callers talk to; null: all.</param>
    /// <param name="ownIncident">See <see cref="OutstandingCallers"/>.</param>
    public static async Task<FaultRun> Start(ITestOutputHelper output, ClusterProcesses cluster, IEnumerable<Uri>? reach = null, bool ownIncident = false)
    {
        var seed = Processes.Seed.Print(output);
        var callers = new OutstandingCallers(seed, CallerCount, await OpenIncidents(cluster, seed), ownIncident);
        callers.ServersAreAt(reach ?? cluster.Addresses, cluster.AdminToken);
        return new FaultRun(output, cluster, seed, callers);
    }

    /// <summary>What a run of this seed records if nothing goes wrong: the same incidents, and as many commands of each caller.</summary>
    public static async Task<OutstandingCallers> Undisturbed(ClusterProcesses cluster, int seed, IReadOnlyList<int> quota)
    {
        var callers = new OutstandingCallers(seed, quota.Count, await OpenIncidents(cluster, seed), ownIncident: true, quota);
        callers.ServersAreAt(cluster.Addresses, cluster.AdminToken);
        await callers.Finish();
        return callers;
    }

    /// <summary>Lets the fault strike at a moment of its own, with at least 64 calls on the wire.</summary>
    public async Task Strike(Func<Task> fault)
    {
        await Callers.Acknowledge(atLeast: CallerCount);
        await Task.Delay(Random.Next(50, 500));
        _outstanding.Add(await Callers.Crowd(MustBeOutstanding));
        await fault();
    }

    /// <summary>Waits until callers are served again.</summary>
    public Task Served() => Callers.Acknowledge(atLeast: CallerCount);

    /// <summary>Ends the load and checks the whole ledger.</summary>
    public async Task Finish()
    {
        while (Callers.Acknowledged.Count < MustBeAcknowledged)
        {
            await Served();
        }

        await Callers.Finish();
        var failures = string.Join(", ", Callers.Failures.Select(f => $"{f.Value} {f.Key}"));
        _output.WriteLine($"{Callers.Acknowledged.Count} commands, {Callers.Repeats} repeats ({failures}), outstanding at the faults: {string.Join(' ', _outstanding)}");
        using var admin = _cluster.Client(0);
        await LedgerCheck.Check(_cluster.Postgres, admin, Callers);
    }

    private static async Task<string[]> OpenIncidents(ClusterProcesses cluster, int seed)
    {
        // Through each silo in turn: a new grain is rather placed where it is asked for.
        var silos = cluster.Silos.Select((_, i) => cluster.Client(i)).ToArray();
        var opened = await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(async i => await silos[i % silos.Length].Incidents.OpenIncidentAsync(
            new OpenIncidentRequest { CommandId = $"open-s{seed}n{i}", Title = "Unusual export of order history" })));
        Array.ForEach(silos, s => s.Dispose());
        return [.. opened.Select(i => i.IncidentId)];
    }
}
