using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IncidentGrains.Tests.Ledger;

/// <summary>A fresh ledger of one test, on either database; gone with the test.</summary>
internal sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly Func<ILedgerStore> _open;
    private readonly Func<ValueTask> _drop;
    private readonly List<IDisposable> _opened = [];

    private LedgerDatabase(Func<ILedgerStore> open, Func<ValueTask> drop, string connectionString)
    {
        (_open, _drop, ConnectionString) = (open, drop, connectionString);
        Store = Open();
        Reader = new LedgerReader(Store);
    }

    public ILedgerStore Store { get; }

    public LedgerReader Reader { get; }

    public string ConnectionString { get; }

    /// <summary>Another silo's access to the same ledger.</summary>
    public ILedgerStore Open()
    {
        var store = _open();
        if (store is IDisposable disposable)
        {
            _opened.Add(disposable);
        }

        return store;
    }

    public static LedgerDatabase Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("ig-ledger");
        var file = Path.Combine(folder.FullName, "ledger.db");
        Migrations.Sqlite(SqliteDatabase.ConnectionString(file), "ledger");
        return new LedgerDatabase(
            () => new SqliteLedgerStore(file),
            () =>
            {
                SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
                return ValueTask.CompletedTask;
            },
            SqliteDatabase.ConnectionString(file));
    }

    public static async Task<LedgerDatabase> Postgres()
    {
        var server = Environment.GetEnvironmentVariable(PostgresFactAttribute.Variable)!;
        var name = "ig_" + Guid.NewGuid().ToString("N");
        await Execute(server, $"CREATE DATABASE {name}");
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
        await LedgerRegistration.MigratePostgres(connection);
        var source = LedgerRegistration.PostgresSource(connection);
        return new LedgerDatabase(
            () => new PostgresLedgerStore(source),
            async () =>
            {
                await source.DisposeAsync();
                NpgsqlConnection.ClearAllPools();
                await Execute(server, $"DROP DATABASE {name} WITH (FORCE)");
            },
            connection);
    }

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(o => o.Dispose());
        await _drop();
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
