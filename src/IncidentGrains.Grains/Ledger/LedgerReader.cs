using System.Data.Common;
using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Reads the ledger: streams, cases, and what was appended since a position. The same SQL on both databases.</summary>
internal sealed class LedgerReader(ILedgerStore store)
{
    private const string Columns = "position, stream, seq, case_id, type, actor, at, salt, payload, remainder, payload_digest, prev_hash, hash";

    /// <summary>The events of a stream after a sequence number, in order.</summary>
    public Task<List<StoredEvent>> Stream(string stream, long afterSeq = 0, long untilMicros = long.MaxValue) => Events(
        $"SELECT {Columns} FROM ledger_event WHERE stream = @stream AND seq > @afterSeq AND at <= @untilMicros ORDER BY seq",
        new { stream, afterSeq, untilMicros });

    /// <summary>One event of a stream, or null.</summary>
    public async Task<StoredEvent?> One(string stream, long seq) =>
        (await Events($"SELECT {Columns} FROM ledger_event WHERE stream = @stream AND seq = @seq", new { stream, seq })).SingleOrDefault();

    /// <summary>The next events of a case after a position, in the order of position.</summary>
    public Task<List<StoredEvent>> Case(string caseId, long afterPosition, int limit, long untilMicros = long.MaxValue) => Events(
        $"SELECT {Columns} FROM ledger_event WHERE case_id = @caseId AND position > @afterPosition AND at <= @untilMicros ORDER BY position LIMIT @limit",
        new { caseId, afterPosition, limit, untilMicros });

    /// <summary>The next events of the whole ledger after a position.</summary>
    public Task<List<StoredEvent>> Tail(long afterPosition, int limit) => Events(
        $"SELECT {Columns} FROM ledger_event WHERE position > @afterPosition ORDER BY position LIMIT @limit", new { afterPosition, limit });

    /// <summary>The position of the last event, 0 if there is none.</summary>
    public Task<long> LastPosition() => store.Read(c => c.ExecuteScalarAsync<long>("SELECT COALESCE(max(position), 0) FROM ledger_event"));

    /// <summary>The end of each stream of a case, in one snapshot, sorted by stream.</summary>
    public Task<List<StreamHead>> Heads(string caseId) => store.Read(async c =>
    {
        var rows = await c.QueryAsync<(string Stream, long Seq, byte[] Hash)>(
            "SELECT stream, seq, hash FROM stream_head WHERE case_id = @caseId ORDER BY stream", new { caseId });
        return rows.Select(r => new StreamHead(r.Stream, r.Seq, r.Hash)).ToList();
    });

    /// <summary>Where a stream ends; 0 if it does not exist.</summary>
    public Task<long> LastSeq(string stream) => store.Read(c => c.ExecuteScalarAsync<long>(
        "SELECT COALESCE(max(seq), 0) FROM stream_head WHERE stream = @stream", new { stream }));

    /// <summary>The command appended under an id, or null.</summary>
    public Task<CommandRow?> Command(string stream, string commandId) => store.Read(async c =>
    {
        var rows = await c.QueryAsync<(byte[] Digest, long FirstSeq, long LastSeq)>(
            "SELECT digest, first_seq, last_seq FROM command WHERE stream = @stream AND command_id = @commandId", new { stream, commandId });
        return rows.Select(r => new CommandRow(stream, commandId, r.Digest, r.FirstSeq, r.LastSeq)).SingleOrDefault();
    });

    private Task<List<StoredEvent>> Events(string sql, object parameters) => store.Read(async c =>
    {
        var events = new List<StoredEvent>();
        await using var reader = await c.ExecuteReaderAsync(sql, parameters);
        while (await reader.ReadAsync())
        {
            events.Add(Row(reader));
        }

        return events;
    });

    private static StoredEvent Row(DbDataReader r) => new(
        r.GetInt64(0),
        new LedgerEvent(
            new EventHeader(r.GetString(1), r.GetInt64(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetInt64(6)),
            Bytes(r, 7), Bytes(r, 8), r.GetFieldValue<byte[]>(10), r.GetFieldValue<byte[]>(11), r.GetFieldValue<byte[]>(12)),
        Bytes(r, 9));

    private static byte[]? Bytes(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<byte[]>(column);
}
