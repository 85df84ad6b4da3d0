using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Benchmarks;

/// <summary>P11's peer: the rows that a command leaves in the ledger, written straight into the same schema, one durable transaction each.</summary>
internal sealed class SqlitePeer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-peer");
    private readonly SqliteConnection _connection;
    private readonly string[] _streams;
    private readonly long[] _seqs;
    private readonly SqliteCommand _event;
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _command;
    private readonly SqliteCommand _index;

    /// <summary>A ledger for the given streams: the same ids as ours, so that both write to equally scattered pages.</summary>
    public SqlitePeer(string[] streams)
    {
        _streams = streams;
        _seqs = new long[streams.Length];
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "peer.db")}");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16384; PRAGMA cache_size = -65536;");
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var script in assembly.GetManifestResourceNames().Where(n => n.StartsWith("sql/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(script)!);
            Execute(reader.ReadToEnd());
        }

        _event = Prepared(
            """
            INSERT INTO ledger_event (stream, seq, case_id, type, actor, at, salt, payload, payload_digest, prev_hash, hash)
            VALUES ($1, $2, $1, 'incident.timeline-entry-added.v1', 'embedded|admin', $3, $4, $5, $6, $6, $6)
            """, 6);
        _head = Prepared(
            "INSERT INTO stream_head (stream, case_id, seq, hash) VALUES ($1, $1, $2, $3) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash", 3);
        _command = Prepared("INSERT INTO command (stream, command_id, digest, first_seq, last_seq) VALUES ($1, $2, $3, $4, $4)", 4);
        _index = Prepared(
            """
            INSERT INTO case_index (case_id, title, title_fold, reference, stage, severity, commander, restricted, version, opened_at, updated_at)
            VALUES ($1, 'Made-up incident', 'made-up incident', '', 1, 0, '', 0, $2, $3, $3)
            ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at
            """, 3);
    }

    public double Run(int commands)
    {
        var digest = RandomNumberGenerator.GetBytes(32);
        var salt = RandomNumberGenerator.GetBytes(16);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < commands; i++)
        {
            var at = i % _streams.Length;
            var (stream, seq) = (_streams[at], ++_seqs[at]);
            var payload = Encoding.UTF8.GetBytes($$"""{"entryId":"tle-{{seq}}","occurredAt":"2025-11-18T13:52:00+00:00","text":"Entry {{i}} of a made-up timeline, about as long as people write them."}""");
            using var transaction = _connection.BeginTransaction();
            Run(_head, transaction, stream, seq, digest);
            Run(_command, transaction, stream, Guid.NewGuid().ToString(), digest, seq);
            Run(_event, transaction, stream, seq, 1_763_473_920_000_000L + i, salt, payload, digest);
            Run(_index, transaction, stream, seq, 1_763_473_920_000_000L + i);
            transaction.Commit();
        }

        return clock.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var command in new[] { _event, _head, _command, _index })
        {
            command.Dispose();
        }

        _connection.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepared(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }

        command.Prepare();
        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
