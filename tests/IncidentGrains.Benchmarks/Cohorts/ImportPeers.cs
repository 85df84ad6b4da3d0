using System.Data.Common;
using System.Diagnostics;
using DuckDB.NET.Data;
using IncidentGrains.SystemTests.Clusters;
using Microsoft.Data.Sqlite;
using Sylvan.Data.Csv;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>What else one could load a file of people with. Each keeps one row a member id; none encrypts, none finds by e-mail or phone.</summary>
internal static class ImportPeers
{
    /// <summary>DuckDB: a table in a file, of distinct member ids.</summary>
    public static double DuckDb(PeopleFile people)
    {
        var folder = Directory.CreateTempSubdirectory("ig-duckdb");
        var watch = Stopwatch.StartNew();
        using (var connection = new DuckDBConnection($"Data Source={Path.Combine(folder.FullName, "people.duckdb")}"))
        {
            connection.Open();
            Execute(connection, $"CREATE TABLE people AS SELECT DISTINCT ON (member_id) * FROM read_csv('{people.Path}', header = true, all_varchar = true)");
            Execute(connection, "CHECKPOINT");
        }

        var seconds = watch.Elapsed.TotalSeconds;
        folder.Delete(recursive: true);
        return seconds;
    }

    /// <summary>PostgreSQL: COPY, by its own client, into a table whose primary key is a text. The table stays.</summary>
    public static async Task<double> PostgresCopy(PostgresServer postgres, PeopleFile people)
    {
        var columns = people.Columns;
        await postgres.Query("DROP TABLE IF EXISTS people");
        await postgres.Query($"CREATE TABLE people ({string.Join(", ", columns.Select(c => c == "member_id" ? "member_id text PRIMARY KEY" : $"{c} text"))})");
        var watch = Stopwatch.StartNew();
        await postgres.Client("psql", "-v", "ON_ERROR_STOP=1", "-c", $"\\copy people FROM '{people.Path}' (FORMAT CSV, HEADER)");
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>SQLite: one transaction into a table whose primary key is a text, durable as our ledger is.</summary>
    public static double Sqlite(PeopleFile people)
    {
        var folder = Directory.CreateTempSubdirectory("ig-sqlite");
        var watch = Stopwatch.StartNew();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "people.db")};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            using var csv = CsvDataReader.Create(people.Path);
            var columns = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToArray();
            Execute(connection, $"CREATE TABLE people ({string.Join(", ", columns.Select(c => c == "member_id" ? "member_id TEXT PRIMARY KEY" : $"{c} TEXT"))})");
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO people VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
            var parameters = columns.Select((_, i) => insert.Parameters.Add($"$p{i}", SqliteType.Text)).ToArray();
            while (csv.Read())
            {
                for (var i = 0; i < parameters.Length; i++)
                {
                    parameters[i].Value = csv.GetString(i);
                }

                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        var seconds = watch.Elapsed.TotalSeconds;
        folder.Delete(recursive: true);
        return seconds;
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
