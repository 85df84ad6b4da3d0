using IncidentGrains.Grains.Ledger.Storage;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Removes what dropped snapshots left behind in the database's files.</summary>
internal interface ISnapshotScrub
{
    /// <summary>Completes when no page or log of the snapshots holds dropped content any more.</summary>
    Task Overwrite();
}

/// <summary>Rewrites the snapshots' file: Orleans opens its own connections, so overwriting on delete can't be switched on for them.</summary>
internal sealed class SqliteSnapshotScrub(string connectionString) : ISnapshotScrub
{
    public Task Overwrite() => Task.Run(() =>
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        SqliteLedgerStore.Prepare(connection);
        using var vacuum = connection.CreateCommand();
        vacuum.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE);";
        vacuum.ExecuteNonQuery();
    });
}

/// <summary>PostgreSQL keeps dead rows until the next VACUUM, which the service's role may not run; the README says so.</summary>
internal sealed class PostgresSnapshotScrub : ISnapshotScrub
{
    public Task Overwrite() => Task.CompletedTask;
}
