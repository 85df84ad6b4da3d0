using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>P1–P4: a CSV file becomes a sealed, de-duplicated, encrypted cohort, through the running server, the client included.</summary>
internal static class Import
{
    // The case's own number (LAW.md §4).
    private const int National = 33_673_817;

    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var rows = options.Rows ?? 5_000_000;
        using var people = PeopleFile.Write(rows);
        await using var cluster = await ClusterProcesses.Start(1);
        await using var embedded = await ServerProcess.Start();
        using var production = new CohortServer(cluster.Silos[0], cluster.AdminToken);
        using var local = new CohortServer(embedded, embedded.AdminToken);
        var (onPostgres, onSqlite, duck, copy, sqlite) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = -1; i < options.Repeats; i++)
        {
            // In turn, so that each pair meets the machine in the same mood; the first round warms up.
            double[] rates = [await production.Import(people), ImportPeers.DuckDb(people), await ImportPeers.PostgresCopy(cluster.Postgres, people), await local.Import(people), ImportPeers.Sqlite(people)];
            rates = Array.ConvertAll(rates, seconds => people.Rows / seconds);
            if (i >= 0)
            {
                onPostgres.Add(rates[0]);
                duck.Add(rates[1]);
                copy.Add(rates[2]);
                onSqlite.Add(rates[3]);
                sqlite.Add(rates[4]);
            }
        }

        return new Report("import", rows,
        [
            Result.Of("P1 (on PostgreSQL) DuckDB, CREATE TABLE AS SELECT DISTINCT ON", "rows/s", onPostgres, duck),
            Result.Of("P2 (on PostgreSQL) PostgreSQL, COPY with a text primary key", "rows/s", onPostgres, copy),
            Result.Of("P3 (embedded) SQLite, one transaction with a text primary key", "rows/s", onSqlite, sqlite),
        ]);
    }

    public static async Task<Report> Full(BenchmarkOptions options)
    {
        var rows = options.Rows ?? National;
        using var few = PeopleFile.Write(1_000_000);
        using var people = PeopleFile.Write(rows);
        await using var cluster = await ClusterProcesses.Start(1);
        using var server = new CohortServer(cluster.Silos[0], cluster.AdminToken);
        await server.Import(few);
        var small = few.Rows / await server.Import(few);
        using var load = await ClusterLoad.Prepare(cluster, incidents: 100);
        using var ends = new CancellationTokenSource();
        var commands = load.Latencies(ends.Token);
        var seconds = await server.Import(people);
        await ends.CancelAsync();
        var latencies = (await commands).Order().ToList();
        return new Report("import-full", rows,
        [
            Result.Alone("P4 end to end", "s", [seconds]),
            Result.Alone("rows", "rows/s", [people.Rows / seconds]),
            Result.Of("1M rows", "rows/s", [people.Rows / seconds], [small]),
            Result.Alone("server's largest resident memory", "MB", [server.PeakMegabytes]),
            Result.Alone("p99 of incident commands meanwhile", "ms", [latencies[latencies.Count * 99 / 100]]),
        ]);
    }
}
