using Dapper;
using IncidentGrains.Grains;
using Npgsql;

namespace IncidentGrains.Tests.Ledger;

/// <summary>Servers that start together on one database bring it up to date once, and leave no lock behind.</summary>
public sealed class PostgresMigrationTests
{
    [PostgresFact]
    public async Task Migration_OfFourServersAtOnce_SucceedsAndLeavesNoLock()
    {
        var server = Environment.GetEnvironmentVariable(PostgresFactAttribute.Variable)!;
        var name = "ig_" + Guid.NewGuid().ToString("N");
        await using var admin = new NpgsqlConnection(server);
        await admin.ExecuteAsync($"CREATE DATABASE {name}");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => LedgerRegistration.MigratePostgres(connection))));

            Assert.Equal(0, await LocksOf(admin, name));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await admin.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    // The server ends the session, and its locks, a moment after the client has said goodbye.
    private static async Task<long> LocksOf(NpgsqlConnection admin, string database)
    {
        var held = long.MaxValue;
        for (var attempt = 0; held > 0 && attempt < 100; attempt++)
        {
            await Task.Delay(20);
            held = await admin.ExecuteScalarAsync<long>(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = @database)", new { database });
        }

        return held;
    }
}
