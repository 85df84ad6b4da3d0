using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Proof;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>Runs a batch on the writing connection. Not safe for concurrent use: the store gives turns.</summary>
internal sealed class SqliteBatchWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SqliteStatement> _statements = [];
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _head;
    private readonly SqliteStatement _command;
    private readonly SqliteStatement _guard;
    private readonly SqliteStatement _insertHead;
    private readonly SqliteStatement _updateHead;
    private readonly SqliteStatement _insertCommand;
    private readonly SqliteStatement _insertEvent;
    private readonly SqliteStatement _insertOutbox;
    private readonly SqliteStatement _redact;
    private readonly SqliteStatement _forgetDigest;
    private readonly SqliteStatement _upsertGuard;
    private readonly Dictionary<string, SqliteStatement> _upsertIndex = new(StringComparer.Ordinal);
    private readonly SqliteStatement _deleteMembers;
    private readonly SqliteStatement _insertMember;
    private readonly SqliteStatement _armClock;
    private readonly SqliteStatement _setClock;
    private readonly SqliteStatement _clearClock;

    public SqliteBatchWriter(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Statement("BEGIN IMMEDIATE", 0);
        _commit = Statement("COMMIT", 0);
        _head = Statement("SELECT seq, hash FROM stream_head WHERE stream = $1", 1);
        _command = Statement("SELECT digest, first_seq, last_seq FROM command WHERE stream = $1 AND command_id = $2", 2);
        _guard = Statement("SELECT n FROM guard WHERE case_id = $1 AND name = $2", 2);
        _insertHead = Statement("INSERT INTO stream_head (stream, case_id, seq, hash) VALUES ($1, $2, $3, $4)", 4);
        _updateHead = Statement("UPDATE stream_head SET seq = $2, hash = $3 WHERE stream = $1", 3);
        _insertCommand = Statement("INSERT INTO command (stream, command_id, digest, first_seq, last_seq) VALUES ($1, $2, $3, $4, $5)", 5);
        _insertEvent = Statement(
            """
            INSERT INTO ledger_event (stream, seq, case_id, type, actor, at, salt, payload, payload_digest, prev_hash, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, 11);
        _insertOutbox = Statement("INSERT INTO outbox (position, stream, seq, partition) VALUES (last_insert_rowid(), $1, $2, $3)", 3);
        _redact = Statement("UPDATE ledger_event SET salt = NULL, payload = NULL, remainder = $3 WHERE stream = $1 AND seq = $2", 3);

        // The digest of a command has no salt: a short text could be guessed from it.
        _forgetDigest = Statement("UPDATE command SET digest = zeroblob(32) WHERE stream = $1 AND $2 BETWEEN first_seq AND last_seq", 2);
        _upsertGuard = Statement("INSERT INTO guard (case_id, name, n) VALUES ($1, $2, $3) ON CONFLICT (case_id, name) DO UPDATE SET n = excluded.n", 3);
        _deleteMembers = Statement("DELETE FROM case_member WHERE case_id = $1", 1);
        _insertMember = Statement("INSERT INTO case_member (case_id, person) VALUES ($1, $2)", 2);
        _armClock = Statement(
            """
            INSERT INTO clock (owner, name, due_at, armed) VALUES ($1, $2, $3, 1)
            ON CONFLICT (owner, name) DO UPDATE SET due_at = min(due_at, excluded.due_at), armed = armed + 1
            """, 3);
        _setClock = Statement(
            """
            INSERT INTO clock (owner, name, due_at, armed) VALUES ($1, $2, $3, $4)
            ON CONFLICT (owner, name) DO UPDATE SET due_at = excluded.due_at, armed = excluded.armed, claimed_until = 0
            """, 4);
        _clearClock = Statement("DELETE FROM clock WHERE owner = $1 AND name = $2", 2);
    }

    public AppendOutcome[] Append(IReadOnlyList<LedgerAppend> batch)
    {
        _begin.Run();
        try
        {
            var (outcomes, rows) = BatchResolution.Resolve(batch, Read(batch));
            Write(rows);
            _commit.Run();
            return outcomes;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose() => _statements.ForEach(s => s.Dispose());

    private SqliteStatement Statement(string sql, int parameters)
    {
        var statement = new SqliteStatement(_connection, sql, parameters);
        _statements.Add(statement);
        return statement;
    }

    private void Rollback()
    {
        // After some errors (disk full) SQLite has rolled back by itself, and a second ROLLBACK would be an error.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            try
            {
                using var rollback = new SqliteStatement(_connection, "ROLLBACK", 0);
                rollback.Run();
            }
            catch (SqliteException)
            {
                // What the caller has to know is the first error; the store closes a connection that is left like this.
            }
        }
    }

    private BatchView Read(IReadOnlyList<LedgerAppend> batch)
    {
        var heads = new Dictionary<string, StreamHead>(StringComparer.Ordinal);
        var commands = new Dictionary<(string, string), CommandRow>();
        var guards = new Dictionary<(string, string), long>();
        foreach (var append in batch)
        {
            if (_head.First(r => new StreamHead(append.Stream, r.GetInt64(0), r.GetFieldValue<byte[]>(1)), append.Stream) is { } head)
            {
                heads[append.Stream] = head;
            }

            if (_command.First(
                r => new CommandRow(append.Stream, append.CommandId, r.GetFieldValue<byte[]>(0), r.GetInt64(1), r.GetInt64(2)),
                append.Stream, append.CommandId) is { } command)
            {
                commands[(append.Stream, append.CommandId)] = command;
            }

            foreach (var guard in append.Guards)
            {
                if (_guard.First(r => new GuardRow(guard.CaseId, guard.Name, r.GetInt64(0)), guard.CaseId, guard.Name) is { } row)
                {
                    guards[(guard.CaseId, guard.Name)] = row.N;
                }
            }
        }

        return new BatchView(heads, commands, guards);
    }

    private void Write(BatchRows rows)
    {
        foreach (var head in rows.Heads)
        {
            if (head.IsNew)
            {
                _insertHead.Run(head.Stream, head.CaseId, head.Seq, head.Hash);
            }
            else
            {
                _updateHead.Run(head.Stream, head.Seq, head.Hash);
            }
        }

        foreach (var command in rows.Commands)
        {
            _insertCommand.Run(command.Stream, command.CommandId, command.Digest, command.FirstSeq, command.LastSeq);
        }

        foreach (var (item, publish) in rows.Events)
        {
            var header = item.Header;
            _insertEvent.Run(
                header.Stream, header.Seq, header.CaseId, header.Type, header.Actor, header.AtMicros,
                item.Salt!, item.Payload!, item.PayloadDigest, item.PrevHash, item.Hash);
            if (publish)
            {
                _insertOutbox.Run(header.Stream, header.Seq, OutboxPartition.Of(header.Stream));
            }
        }

        WriteRest(rows);
    }

    private void WriteRest(BatchRows rows)
    {
        foreach (var redaction in rows.Redactions)
        {
            _redact.Run(redaction.Stream, redaction.Seq, redaction.Remainder);
            _forgetDigest.Run(redaction.Stream, redaction.Seq);
        }

        rows.Guards.ForEach(g => _upsertGuard.Run(g.CaseId, g.Name, g.N));
        rows.Clocks.ForEach(c => _armClock.Run(c.Owner, c.Name, c.DueAtMicros));
        foreach (var clock in rows.ClockSets)
        {
            if (clock.DueAtMicros is { } due)
            {
                _setClock.Run(clock.Owner, clock.Name, due, clock.Armed);
            }
            else
            {
                _clearClock.Run(clock.Owner, clock.Name);
            }
        }

        rows.Index.ForEach(WriteIndex);
    }

    private void WriteIndex(IndexRow index)
    {
        if (!_upsertIndex.TryGetValue(index.Table.Name, out var upsert))
        {
            var columns = index.Table.Columns.Count;
            upsert = _upsertIndex[index.Table.Name] = Statement(
                $"INSERT INTO {index.Table.Name} ({index.Table.Names}) VALUES ({string.Join(", ", Enumerable.Range(1, columns).Select(i => "$" + i))}) {index.Table.OnConflict}", columns);
        }

        upsert.Run([.. index.Values]);
        if (index is CaseIndexRow { Members: { } members } found)
        {
            _deleteMembers.Run(found.CaseId);
            foreach (var member in members)
            {
                _insertMember.Run(found.CaseId, member);
            }
        }
    }
}
