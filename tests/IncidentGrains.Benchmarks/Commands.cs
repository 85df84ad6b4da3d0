using IncidentGrains.SystemTests.Clusters;

namespace IncidentGrains.Benchmarks;

/// <summary>P10: durable incident commands over gRPC on PostgreSQL, one silo.</summary>
internal static class Commands
{
    public static async Task<Report> Run(BenchmarkOptions options, int incidents)
    {
        var rows = options.Rows ?? 20_000;
        await using var cluster = await ClusterProcesses.Start(1);
        using var load = await ClusterLoad.Prepare(cluster, incidents);
        var peer = await PgbenchPeer.Prepare(cluster.Postgres, incidents);
        await load.Run(load.Incidents, rows);
        await peer.Run(rows);
        var (ours, theirs, hot) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < options.Repeats; i++)
        {
            ours.Add(rows / await load.Run(load.Incidents, rows));
            theirs.Add(await peer.Run(rows));
            hot.Add(rows / 10 / await load.Run(load.Incidents[..1], rows / 10));
        }

        return new Report("commands", rows,
        [
            Result.Of("pgbench, the same rows in one statement a command", "commands/s", ours, theirs),
            Result.Alone("one hot incident", "commands/s", hot),
        ]);
    }
}
