using Dapper;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Events that the bus has still to be told of, in the order of their recording.</summary>
internal sealed class Outbox(ILedgerStore store, LedgerReader reader)
{
    /// <summary>The oldest entries with their events.</summary>
    public async Task<IReadOnlyList<StoredEvent>> Oldest(int limit)
    {
        var entries = await store.Read(async c => (await c.QueryAsync<(string Stream, long Seq)>(
            "SELECT stream, seq FROM outbox ORDER BY position LIMIT @limit", new { limit })).ToList());
        var events = new List<StoredEvent>(entries.Count);
        foreach (var (stream, seq) in entries)
        {
            events.Add(await reader.One(stream, seq) ?? throw new InvalidDataException($"The outbox names event {seq} of {stream}, which is not in the ledger."));
        }

        return events;
    }

    /// <summary>Takes an entry off: its effects are safe elsewhere.</summary>
    public Task Remove(long position) => store.Write(c => c.ExecuteAsync("DELETE FROM outbox WHERE position = @position", new { position }));
}
