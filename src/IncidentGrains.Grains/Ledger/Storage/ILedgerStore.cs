using System.Data.Common;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>A database that holds the ledger: what differs between SQLite and PostgreSQL, and no more. What is written beside appends (clocks, outbox, checkpoints) waits for them where the database needs it.</summary>
internal interface ILedgerStore : IDatabase
{
    /// <summary>Appends a batch in one transaction: each append whole or not at all, the outcomes in the batch's order.</summary>
    /// <exception cref="DbException">Nothing was written, or (connection lost, deadlock) whether it was is unknown.</exception>
    Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation);

    /// <summary>SQL of the instant by which clocks are due, in microseconds: never later than the process' own <c>@now</c>.</summary>
    string EarliestNow { get; }
}
