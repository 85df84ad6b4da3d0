using Npgsql;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>Servers that start together take turns: one holds a lock of PostgreSQL, the others wait for it.</summary>
internal static class PostgresTurn
{
    // Longer than any migration so far; a server that waits longer than this is better started again.
    private const int WaitSeconds = 120;

    /// <summary>Waits for the turn; disposing the connection ends it, and so does the end of the process.</summary>
    public static async Task<NpgsqlConnection> Take(string connectionString, long key)
    {
        // Not from the pool: there a connection that is closed lives on, and its lock with it.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync();
            await using var taken = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { CommandTimeout = WaitSeconds };
            taken.Parameters.Add(new NpgsqlParameter { Value = key });
            await taken.ExecuteNonQueryAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
