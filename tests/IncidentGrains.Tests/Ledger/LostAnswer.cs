using System.Data.Common;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Tests.Ledger;

/// <summary>F4: the connection is cut between COMMIT and its answer, as the writer sees it: committed, then an error.</summary>
internal sealed class LostAnswer(ILedgerStore store) : ILedgerStore
{
    private int _lost;

    public async Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation)
    {
        var outcomes = await store.Append(batch, cancellation);
        return Interlocked.Increment(ref _lost) == 1 ? throw new CutException() : outcomes;
    }

    public Task<T> Read<T>(Func<DbConnection, Task<T>> query) => store.Read(query);

    public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => store.Write(statement);

    public string EarliestNow => store.EarliestNow;

    private sealed class CutException() : DbException("The connection was cut.");
}
