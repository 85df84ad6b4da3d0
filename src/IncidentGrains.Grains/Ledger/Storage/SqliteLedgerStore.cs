using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>The ledger on SQLite: batches written by statement that stay prepared.</summary>
internal sealed class SqliteLedgerStore : ILedgerStore, IDisposable
{
    private readonly SqliteDatabase _database;
    private SqliteBatchWriter? _writer;

    public SqliteLedgerStore(string path) => _database = new SqliteDatabase(path, Unprepare);

    public Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation) =>
        _database.InTurn(c => Task.FromResult(Writer(c).Append(batch)), cancellation);

    public Task<T> Read<T>(Func<DbConnection, Task<T>> query) => _database.Read(query);

    public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => _database.Write(statement);

    // One process, one clock.
    public string EarliestNow => "@now";

    public void Dispose() => _database.Dispose();

    private SqliteBatchWriter Writer(SqliteConnection connection) => _writer ??= new SqliteBatchWriter(connection);

    private void Unprepare()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
