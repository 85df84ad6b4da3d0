using System.Data.Common;
using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>The messages that wait for an operator.</summary>
internal sealed class ParkedMessages(ILedgerStore store, RelayMetrics metrics)
{
    private const string Selected = "id, consumer, message, body, stream, seq, reason, first_failed_at AS FirstFailedAt, last_failed_at AS LastFailedAt, tries";

    /// <summary>Parks a message; one that is parked already counts its further tries.</summary>
    public async Task Park(ParkedMessage message)
    {
        await store.Write(c => Insert(c, message));
        metrics.Parked();
    }

    /// <summary>Parks an entry of the outbox: it leaves the one and is in the other, or neither.</summary>
    public async Task ParkEntry(ParkedMessage message)
    {
        await store.Write(async c =>
        {
            await using var both = await c.BeginTransactionAsync();
            await Insert(c, message, both);
            var removed = await c.ExecuteAsync("DELETE FROM outbox WHERE stream = @Stream AND seq = @Seq", new { message.Stream, message.Seq }, both);
            await both.CommitAsync();
            return removed;
        });
        metrics.Parked();
    }

    /// <summary>Puts an event that the relay could not send back into the outbox; its row goes with it.</summary>
    public Task<bool> ReturnEntry(ParkedMessage message) => store.Write(async c =>
    {
        await using var both = await c.BeginTransactionAsync();
        var position = await c.ExecuteScalarAsync<long?>(
            "SELECT position FROM ledger_event WHERE stream = @Stream AND seq = @Seq", new { message.Stream, message.Seq }, both);
        if (position is not null)
        {
            await c.ExecuteAsync(
                "INSERT INTO outbox (position, stream, seq, partition) VALUES (@position, @Stream, @Seq, @partition) ON CONFLICT DO NOTHING",
                new { position, message.Stream, message.Seq, partition = OutboxPartition.Of(message.Stream) }, both);
        }

        await Delete(c, message, both);
        await both.CommitAsync();
        return position is not null;
    });

    /// <summary>The next parked messages after an id, in the order of their ids.</summary>
    public Task<List<ParkedMessage>> List(string afterId, int limit) => store.Read(async c => (await c.QueryAsync<Row>(
        $"SELECT {Selected} FROM parked_message WHERE id > @afterId ORDER BY id LIMIT @limit", new { afterId, limit })).Select(r => r.ToMessage()).ToList());

    /// <summary>A parked message, or null.</summary>
    public Task<ParkedMessage?> Find(string id) => store.Read(async c =>
        (await c.QueryAsync<Row>($"SELECT {Selected} FROM parked_message WHERE id = @id", new { id })).Select(r => r.ToMessage()).SingleOrDefault());

    /// <summary>Removes a message, unless it failed again since it was read.</summary>
    public Task Remove(ParkedMessage message) => store.Write(c => Delete(c, message));

    private static Task<int> Insert(DbConnection c, ParkedMessage m, DbTransaction? within = null) => c.ExecuteAsync(
        """
        INSERT INTO parked_message (id, consumer, message, body, stream, seq, reason, first_failed_at, last_failed_at, tries)
        VALUES (@Id, @Consumer, @Message, @Body, @Stream, @Seq, @Reason, @first, @last, @Tries)
        ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, last_failed_at = excluded.last_failed_at, tries = parked_message.tries + excluded.tries
        """,
        new { m.Id, m.Consumer, m.Message, m.Body, m.Stream, m.Seq, m.Reason, first = Instants.ToMicros(m.FirstFailedAt), last = Instants.ToMicros(m.LastFailedAt), m.Tries }, within);

    // By its tries: a replay that failed has counted them up meanwhile, and must stay listed.
    private static Task<int> Delete(DbConnection c, ParkedMessage m, DbTransaction? within = null) =>
        c.ExecuteAsync("DELETE FROM parked_message WHERE id = @Id AND tries = @Tries", new { m.Id, m.Tries }, within);

    private sealed record Row(
        string Id, string Consumer, string Message, byte[] Body, string Stream, long Seq, string Reason, long FirstFailedAt, long LastFailedAt, long Tries)
    {
        public ParkedMessage ToMessage() => new(
            Consumer, Message, Body, Stream, Seq, Reason, Instants.FromMicros(FirstFailedAt), Instants.FromMicros(LastFailedAt), Tries) { Id = Id };
    }
}
