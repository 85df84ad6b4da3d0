using Dapper;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Ledger;

/// <summary>An event of which the bus has still to be told.</summary>
internal sealed record OutboxEntry(long Position, string Stream, long Seq);

/// <summary>Events that the bus has still to be told of, in the order of their recording.</summary>
internal sealed class Outbox(ILedgerStore store, LedgerReader reader)
{
    /// <summary>The oldest entries after a position.</summary>
    public Task<List<OutboxEntry>> Oldest(int limit, long afterPosition = 0) => store.Read(async c =>
    {
        var rows = await c.QueryAsync<(long Position, string Stream, long Seq)>(
            "SELECT position, stream, seq FROM outbox WHERE position > @afterPosition ORDER BY position LIMIT @limit", new { limit, afterPosition });
        return rows.Select(r => new OutboxEntry(r.Position, r.Stream, r.Seq)).ToList();
    });

    /// <summary>The event of an entry.</summary>
    /// <exception cref="InvalidDataException">The ledger does not hold it.</exception>
    public async Task<StoredEvent> Event(OutboxEntry entry) => await reader.One(entry.Stream, entry.Seq)
        ?? throw new InvalidDataException($"The outbox names event {entry.Seq} of {entry.Stream}, which is not in the ledger.");

    /// <summary>Takes an entry off: its effects are safe elsewhere.</summary>
    public Task Remove(long position) => store.Write(c => c.ExecuteAsync("DELETE FROM outbox WHERE position = @position", new { position }));
}
