using Dapper;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>An event of which the bus has still to be told.</summary>
internal sealed record OutboxEntry(long Position, string Stream, long Seq);

/// <summary>Events that the bus has still to be told of, in the order of their recording.</summary>
internal sealed class Outbox(ILedgerStore store, LedgerReader reader)
{
    // One statement deletes at most this many: well below what a statement may have of parameters.
    private const int DeletedAtOnce = 256;

    /// <summary>The oldest entries after a position, of any partition.</summary>
    public Task<List<OutboxEntry>> Oldest(int limit, long afterPosition = 0) =>
        Page([.. Enumerable.Range(0, OutboxPartition.Count)], afterPosition, long.MaxValue, limit);

    /// <summary>The oldest entries of some partitions after a position and up to another.</summary>
    public Task<List<OutboxEntry>> Page(IReadOnlyCollection<int> partitions, long afterPosition, long upTo, int limit) => store.Read(async c =>
    {
        var rows = await c.QueryAsync<(long Position, string Stream, long Seq)>(
            "SELECT position, stream, seq FROM outbox WHERE position > @afterPosition AND position <= @upTo AND (@mask >> partition) & 1 = 1 ORDER BY position LIMIT @limit",
            new { limit, afterPosition, upTo, mask = partitions.Sum(p => 1 << p) });
        return rows.Select(r => new OutboxEntry(r.Position, r.Stream, r.Seq)).ToList();
    });

    /// <summary>The position of the newest entry, 0 if there is none.</summary>
    public Task<long> LastPosition() => store.Read(c => c.ExecuteScalarAsync<long>("SELECT COALESCE(max(position), 0) FROM outbox"));

    /// <summary>The event of an entry; null if the ledger does not hold it.</summary>
    public Task<StoredEvent?> Event(OutboxEntry entry) => reader.One(entry.Stream, entry.Seq);

    /// <summary>Takes entries off: their effects are safe elsewhere. Those that are gone already don't matter.</summary>
    public async Task Remove(IReadOnlyList<(string Stream, long Seq)> entries)
    {
        foreach (var some in entries.Chunk(DeletedAtOnce))
        {
            await store.Write(c => c.ExecuteAsync(Deletion(some, out var parameters), parameters));
        }
    }

    // Few distinct texts, so that each stays prepared: the number of pairs is rounded up by repeating the last.
    private static string Deletion((string Stream, long Seq)[] entries, out DynamicParameters parameters)
    {
        parameters = new DynamicParameters();
        var count = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)entries.Length);
        for (var i = 0; i < count; i++)
        {
            var (stream, seq) = entries[Math.Min(i, entries.Length - 1)];
            parameters.Add($"s{i}", stream);
            parameters.Add($"q{i}", seq);
        }

        return $"DELETE FROM outbox WHERE (stream, seq) IN (VALUES {string.Join(", ", Enumerable.Range(0, count).Select(i => $"(@s{i}, @q{i})"))})";
    }
}
