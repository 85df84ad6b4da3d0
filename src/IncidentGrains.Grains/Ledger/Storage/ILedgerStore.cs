using System.Data.Common;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>A database that holds the ledger: what differs between SQLite and PostgreSQL, and no more.</summary>
internal interface ILedgerStore
{
    /// <summary>Appends a batch in one transaction: each append whole or not at all, the outcomes in the batch's order.</summary>
    /// <exception cref="DbException">Nothing was written, or (connection lost, deadlock) whether it was is unknown.</exception>
    Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation);

    /// <summary>Runs a query on a connection for reading; what reads block is not a grain's scheduler.</summary>
    Task<T> Read<T>(Func<DbConnection, Task<T>> query);

    /// <summary>Runs a short write that is not an append (clocks, outbox, checkpoints), serialised with appends where the database needs it.</summary>
    Task<T> Write<T>(Func<DbConnection, Task<T>> statement);

    /// <summary>SQL of the instant by which clocks are due, in microseconds: never later than the process' own <c>@now</c>.</summary>
    string EarliestNow { get; }
}
