using IncidentGrains.SystemTests.Processes;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>A server's ledger, read (and, for what no call can do, written) beside the server.</summary>
internal static class LedgerFile
{
    public static async Task<long> Outbox(this ServerProcess server) => (await Rows(server, "SELECT count(*), '' FROM outbox"))[0].Number;

    /// <summary>The streams and places of all events of some types.</summary>
    public static Task<List<(long Number, string Text)>> Events(this ServerProcess server, params string[] types) =>
        Rows(server, $"SELECT seq, stream FROM ledger_event WHERE type IN ({string.Join(", ", types.Select(t => $"'{t}'"))})");

    public static async Task Execute(this ServerProcess server, string sql)
    {
        await using var connection = await Open(server);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<(long Number, string Text)>> Rows(ServerProcess server, string sql)
    {
        await using var connection = await Open(server);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = new List<(long, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return rows;
    }

    private static async Task<SqliteConnection> Open(ServerProcess server)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(server.Data, "ledger.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
