using System.Data.Common;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Proof;
using Npgsql;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>The ledger on PostgreSQL: two round trips a batch, whatever its size.</summary>
/// <remarks>
/// The first locks heads and guards in key order and reads; the second takes one advisory lock, writes and commits. The
/// lock makes position the order of commits, so a reader that has seen position p has seen all before it. Filtering by
/// <c>tx &lt; pg_snapshot_xmin(…)</c> would not do: a transaction that got its id later can take the lower position and
/// commit after a reader passed it. Commit travels with the writes, so a client that stops cannot hold the lock.
/// </remarks>
internal sealed class PostgresLedgerStore(NpgsqlDataSource source) : ILedgerStore
{
    // Any constant will do; this one spells "ig-ledgr".
    private const long PositionLock = 0x69672d6c65646772;

    public async Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var view = await LockAndRead(connection, batch, cancellation);
        var (outcomes, rows) = BatchResolution.Resolve(batch, view);
        await WriteAndCommit(connection, rows, cancellation);
        return outcomes;
    }

    public async Task<T> Read<T>(Func<DbConnection, Task<T>> query)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await query(connection);
    }

    public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => Read(statement);

    // One process whose clock runs ahead must not act before the others would: the earlier of the two clocks decides.
    public string EarliestNow => "least(@now, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)";

    private static async Task<BatchView> LockAndRead(NpgsqlConnection connection, IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation)
    {
        var streams = batch.Select(a => a.Stream).ToArray();
        var commandIds = batch.Select(a => a.CommandId).ToArray();
        var guards = batch.SelectMany(a => a.Guards).Select(g => (g.CaseId, g.Name)).Distinct().ToArray();
        var guardCases = guards.Select(g => g.CaseId).ToArray();
        var guardNames = guards.Select(g => g.Name).ToArray();
        await using var read = new NpgsqlBatch(connection);
        read.Add("BEGIN");
        if (guards.Length > 0)
        {
            // A counter that is required to be zero needs a row to lock, or a concurrent raise would not be seen.
            read.Add(
                """
                INSERT INTO guard (case_id, name, n) SELECT c, g, 0 FROM unnest($1::text[], $2::text[]) AS u(c, g)
                ORDER BY c COLLATE "C", g COLLATE "C" ON CONFLICT DO NOTHING
                """, guardCases, guardNames);
        }

        read.Add("SELECT stream, seq, hash FROM stream_head WHERE stream = ANY($1) ORDER BY stream FOR UPDATE", [streams]);
        read.Add(
            """
            SELECT stream, command_id, digest, first_seq, last_seq FROM command
            WHERE (stream, command_id) IN (SELECT s, c FROM unnest($1::text[], $2::text[]) AS u(s, c))
            """, streams, commandIds);
        if (guards.Length > 0)
        {
            read.Add(
                """
                SELECT case_id, name, n FROM guard WHERE (case_id, name) IN (SELECT c, g FROM unnest($1::text[], $2::text[]) AS u(c, g))
                ORDER BY case_id, name FOR UPDATE
                """, guardCases, guardNames);
        }

        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var heads = await reader.ReadAll(r => new StreamHead(r.GetString(0), r.GetInt64(1), r.GetFieldValue<byte[]>(2)), cancellation);
        var commands = await reader.ReadAll(
            r => new CommandRow(r.GetString(0), r.GetString(1), r.GetFieldValue<byte[]>(2), r.GetInt64(3), r.GetInt64(4)), cancellation);
        var counts = guards.Length == 0 ? [] : await reader.ReadAll(r => new GuardRow(r.GetString(0), r.GetString(1), r.GetInt64(2)), cancellation);
        return new BatchView(
            heads.ToDictionary(h => h.Stream, StringComparer.Ordinal),
            commands.ToDictionary(c => (c.Stream, c.CommandId)),
            counts.ToDictionary(g => (g.CaseId, g.Name), g => g.N));
    }

    private static async Task WriteAndCommit(NpgsqlConnection connection, BatchRows rows, CancellationToken cancellation)
    {
        await using var write = new NpgsqlBatch(connection);
        if (rows.Events.Count > 0)
        {
            write.Add("SELECT pg_advisory_xact_lock($1)", PositionLock);
            AddHeads(write, rows);
            AddEvents(write, rows.Events);
            AddRest(write, rows);
        }

        write.Add("COMMIT");
        await write.ExecuteNonQueryAsync(cancellation);
    }

    private static void AddHeads(NpgsqlBatch write, BatchRows rows)
    {
        foreach (var group in rows.Heads.GroupBy(h => h.IsNew))
        {
            var heads = group.OrderBy(h => h.Stream, StringComparer.Ordinal).ToArray();
            write.Add(
                group.Key
                    ? """
                      INSERT INTO stream_head (stream, case_id, seq, hash)
                      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[])
                      """
                    : """
                      UPDATE stream_head h SET seq = u.seq, hash = u.hash
                      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[]) AS u(stream, case_id, seq, hash) WHERE h.stream = u.stream
                      """,
                heads.Select(h => h.Stream).ToArray(), heads.Select(h => h.CaseId).ToArray(),
                heads.Select(h => h.Seq).ToArray(), heads.Select(h => h.Hash).ToArray());
        }

        write.Add(
            """
            INSERT INTO command (stream, command_id, digest, first_seq, last_seq)
            SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[], $4::bigint[], $5::bigint[])
            """,
            rows.Commands.Select(c => c.Stream).ToArray(), rows.Commands.Select(c => c.CommandId).ToArray(),
            rows.Commands.Select(c => c.Digest).ToArray(), rows.Commands.Select(c => c.FirstSeq).ToArray(), rows.Commands.Select(c => c.LastSeq).ToArray());
    }

    private static void AddEvents(NpgsqlBatch write, List<NewEvent> events)
    {
        var published = events.Where(e => e.Publish).Select(e => e.Event.Header).ToList();
        write.Add(
            """
            WITH written AS (
              INSERT INTO ledger_event (stream, seq, case_id, type, actor, at, salt, payload, payload_digest, prev_hash, hash)
              SELECT stream, seq, case_id, type, actor, at, salt, payload, payload_digest, prev_hash, hash
              FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[])
                WITH ORDINALITY AS u(stream, seq, case_id, type, actor, at, salt, payload, payload_digest, prev_hash, hash, ord)
              ORDER BY ord
              RETURNING position, stream, seq)
            INSERT INTO outbox (position, stream, seq, partition)
            SELECT w.position, w.stream, w.seq, p.partition FROM written w
            JOIN unnest($12::text[], $13::bigint[], $14::int[]) AS p(stream, seq, partition) ON p.stream = w.stream AND p.seq = w.seq
            """,
            events.Select(e => e.Event.Header.Stream).ToArray(), events.Select(e => e.Event.Header.Seq).ToArray(),
            events.Select(e => e.Event.Header.CaseId).ToArray(), events.Select(e => e.Event.Header.Type).ToArray(),
            events.Select(e => e.Event.Header.Actor).ToArray(), events.Select(e => e.Event.Header.AtMicros).ToArray(),
            events.Select(e => e.Event.Salt!).ToArray(), events.Select(e => e.Event.Payload!).ToArray(),
            events.Select(e => e.Event.PayloadDigest).ToArray(), events.Select(e => e.Event.PrevHash).ToArray(), events.Select(e => e.Event.Hash).ToArray(),
            published.Select(h => h.Stream).ToArray(), published.Select(h => h.Seq).ToArray(), published.Select(h => OutboxPartition.Of(h.Stream)).ToArray());
    }

    private static void AddRest(NpgsqlBatch write, BatchRows rows)
    {
        foreach (var redaction in rows.Redactions)
        {
            write.Add("SELECT redact_event($1, $2, $3)", redaction.Stream, redaction.Seq, redaction.Remainder);
        }

        foreach (var guard in rows.Guards)
        {
            write.Add("UPDATE guard SET n = $3 WHERE case_id = $1 AND name = $2", guard.CaseId, guard.Name, guard.N);
        }

        foreach (var table in rows.Index.GroupBy(i => i.Table))
        {
            AddIndex(write, table.Key, [.. table.Select(i => i.Values)]);
        }

        foreach (var index in rows.Index.OfType<CaseIndexRow>().Where(i => i.Members is not null))
        {
            write.Add("DELETE FROM case_member WHERE case_id = $1", index.CaseId);
            write.Add("INSERT INTO case_member (case_id, person) SELECT $1, p FROM unnest($2::text[]) AS p", index.CaseId, index.Members!.ToArray());
        }

        foreach (var clock in rows.Clocks)
        {
            write.Add(
                """
                INSERT INTO clock (owner, name, due_at, armed) VALUES ($1, $2, $3, 1)
                ON CONFLICT (owner, name) DO UPDATE SET due_at = least(clock.due_at, excluded.due_at), armed = clock.armed + 1
                """, clock.Owner, clock.Name, clock.DueAtMicros);
        }

        foreach (var clock in rows.ClockSets)
        {
            if (clock.DueAtMicros is { } due)
            {
                write.Add(
                    """
                    INSERT INTO clock (owner, name, due_at, armed) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (owner, name) DO UPDATE SET due_at = excluded.due_at, armed = excluded.armed, claimed_until = 0
                    """, clock.Owner, clock.Name, due, clock.Armed);
            }
            else
            {
                write.Add("DELETE FROM clock WHERE owner = $1 AND name = $2", clock.Owner, clock.Name);
            }
        }
    }

    // One statement a table, whatever the number of rows: each column travels as an array.
    private static void AddIndex(NpgsqlBatch write, IndexTable table, IReadOnlyList<IReadOnlyList<object>> rows)
    {
        var arrays = table.Columns.Select((c, i) => $"${i + 1}::{(c.Type == IndexType.Text ? "text" : "bigint")}[]");
        write.Add(
            $"INSERT INTO {table.Name} ({table.Names}) SELECT * FROM unnest({string.Join(", ", arrays)}) {table.OnConflict}",
            [.. table.Columns.Select((c, i) => c.Type == IndexType.Text
                ? (object)rows.Select(r => (string)r[i]).ToArray() : rows.Select(r => (long)r[i]).ToArray())]);
    }
}
