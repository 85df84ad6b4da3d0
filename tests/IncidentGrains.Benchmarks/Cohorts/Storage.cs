using System.Globalization;
using IncidentGrains.SystemTests.Clusters;
using Npgsql;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>P14: bytes at rest a person who can be found by three identifiers; peer: PostgreSQL rows indexed on all three.</summary>
internal static class Storage
{
    public static async Task<Report> Run(BenchmarkOptions options)
    {
        var rows = options.Rows ?? 1_000_000;
        using var people = PeopleFile.Write(rows);
        await using var cluster = await ClusterProcesses.Start(1);
        using var server = new CohortServer(cluster.Silos[0], cluster.AdminToken);
        await using var connection = new NpgsqlConnection(cluster.Postgres.ConnectionString);
        await connection.OpenAsync();
        const string Ours = "pg_total_relation_size('blob') + pg_total_relation_size('blob_page') + pg_total_relation_size('import_chunk') + pg_total_relation_size('registry_keys.blob_key')";
        var before = await Size(connection, Ours);
        await server.Import(people);
        var ours = await Size(connection, Ours) - before;
        await ImportPeers.PostgresCopy(cluster.Postgres, people);
        ImportPeers.Execute(connection, "CREATE INDEX ON people (email); CREATE INDEX ON people (phone)");
        var theirs = await Size(connection, "pg_total_relation_size('people')");
        return new Report("storage", rows, [Result.Of("P14 PostgreSQL rows with three indexes", "bytes/person", [(double)ours / people.Rows], [(double)theirs / people.Rows])]);
    }

    private static async Task<long> Size(NpgsqlConnection connection, string expression)
    {
        await using var command = new NpgsqlCommand($"SELECT ({expression})::bigint", connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
