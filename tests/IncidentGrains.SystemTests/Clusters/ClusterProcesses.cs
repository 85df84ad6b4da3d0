using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Clusters;

/// <summary>Several silos as processes on a PostgreSQL of their own: one cluster, each silo always at the same addresses.</summary>
public sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly TemporaryFolder _keys = new();
    private readonly List<ServerProcess> _silos = [];

    private ClusterProcesses(PostgresServer postgres) => Postgres = postgres;

    public PostgresServer Postgres { get; }

    public IReadOnlyList<ServerProcess> Silos => _silos;

    /// <summary>The gRPC addresses, in the order of the silos; they stay over restarts.</summary>
    public IEnumerable<Uri> Addresses => _silos.Select(s => s.Grpc);

    /// <summary>The token that may do everything; the same on every silo.</summary>
    public string AdminToken => File.ReadAllText(Path.Combine(Keys, "admin.token"));

    /// <summary>What all silos share.</summary>
    public string Keys => _keys.File("keys");

    /// <summary>Starts all silos at once, on an empty database; returns when they are ready.</summary>
    public static Task<ClusterProcesses> Start(int silos, params string[] settings) => Start(silos, (_, _) => new SiloStart([], settings));

    /// <summary>Starts all silos at once, on an empty database, each in its own way; returns when they are ready.</summary>
    internal static async Task<ClusterProcesses> Start(int silos, Func<PostgresServer, int, SiloStart> way)
    {
        var cluster = new ClusterProcesses(await PostgresServer.Start());
        try
        {
            var starts = Enumerable.Range(0, silos).Select(i => way(cluster.Postgres, i))
                .Select(w => ServerProcess.StartUnder(w.Under, cluster.Settings(w.Settings))).ToList();
            await Task.WhenAll(starts).ContinueWith(_ => { }, TaskScheduler.Default);

            // Those that started end with the cluster also when another did not.
            cluster._silos.AddRange(starts.Where(s => s.IsCompletedSuccessfully).Select(s => s.Result));
            await Task.WhenAll(starts);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Settings of one more silo; also for the server's other verbs.</summary>
    public string[] Settings(params string[] more) =>
    [
        "--Postgres:Connection", Postgres.ConnectionString, "--Keys", Keys, "--Cluster:SiloPort", $"{FreePorts.Next()}",
        "--listen", $"127.0.0.1:{FreePorts.Next()}", .. more,
    ];

    /// <summary>Calls to one silo as the administrator.</summary>
    public Clients Client(int silo) => new(_silos[silo].Grpc, AdminToken);

    /// <summary>How many members the membership table holds in a status: 3 is active, 6 dead.</summary>
    public async Task<int> Members(int status) => int.Parse(await Postgres.Query($"SELECT count(*) FROM orleansmembershiptable WHERE status = {status}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        _keys.Dispose();
    }
}

/// <summary>How a silo is started: below which program, and with which settings besides the usual ones.</summary>
internal sealed record SiloStart(string[] Under, string[] Settings);
