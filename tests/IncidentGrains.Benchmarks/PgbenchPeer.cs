using System.Globalization;
using System.Text.RegularExpressions;
using IncidentGrains.SystemTests.Clusters;

namespace IncidentGrains.Benchmarks;

/// <summary>P10's peer: the rows that a command leaves in the ledger, written by pgbench into the same schema, one statement and transaction a command.</summary>
internal sealed partial class PgbenchPeer
{
    // Constants where the server computes: pgbench is not to be slowed by what PostgreSQL would need to make them.
    private const string Script =
        """
        \set n random(1, :incidents)
        WITH head AS (
          UPDATE stream_head SET seq = seq + 1, hash = '\x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
          WHERE stream = 'inc-' || md5(:n::text) RETURNING stream, seq),
        command AS (
          INSERT INTO command (stream, command_id, digest, first_seq, last_seq)
          SELECT stream, gen_random_uuid()::text, '\x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', seq, seq FROM head),
        shown AS (
          UPDATE case_index i SET version = head.seq, updated_at = 1763473920000000 + head.seq FROM head WHERE i.case_id = head.stream)
        INSERT INTO ledger_event (stream, seq, case_id, type, actor, at, salt, payload, payload_digest, prev_hash, hash)
        SELECT stream, seq, stream, 'incident.timeline-entry-added.v1', 'embedded|admin', 1763473920000000 + seq, '\x000102030405060708090a0b0c0d0e0f',
          convert_to('{"entryId":"tle-1","occurredAt":"2025-11-18T13:52:00+00:00","text":"Entry 12345 of a made-up timeline, about as long as people write them."}', 'UTF8'),
          '\x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '\x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          '\x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' FROM head;
        """;

    private readonly PostgresServer _server;
    private readonly int _incidents;

    private PgbenchPeer(PostgresServer server, int incidents) => (_server, _incidents) = (server, incidents);

    /// <summary>A database of its own on the same server, with the ledger's schema and as many streams.</summary>
    public static async Task<PgbenchPeer> Prepare(PostgresServer server, int incidents)
    {
        await server.Client("createdb", "peer");
        foreach (var file in Directory.EnumerateFiles(SystemTests.Processes.Repository.File("deploy", "sql", "postgresql", "ledger"), "*.sql").Order(StringComparer.Ordinal))
        {
            await server.Client("psql", "-d", "peer", "-v", "ON_ERROR_STOP=1", "-q", "-f", file);
        }

        await server.Client("psql", "-d", "peer", "-v", "ON_ERROR_STOP=1", "-qc", string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO stream_head (stream, case_id, seq, hash) SELECT 'inc-' || md5(n::text), 'inc-' || md5(n::text), 1, decode(repeat('00', 32), 'hex') FROM generate_series(1, {incidents}) n;
            INSERT INTO case_index (case_id, title, title_fold, reference, stage, severity, commander, restricted, version, opened_at, updated_at)
            SELECT 'inc-' || md5(n::text), 'Made-up incident', 'made-up incident', '', 1, 0, '', 0, 1, n, n FROM generate_series(1, {incidents}) n;
            """));
        return new PgbenchPeer(server, incidents);
    }

    /// <summary>Commands a second.</summary>
    public async Task<double> Run(int commands)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Script);
            var printed = await _server.Client(
                "pgbench", "-n", "-M", "prepared", "-c", $"{ClusterLoad.Callers}", "-j", "2", "-t", $"{commands / ClusterLoad.Callers}", "-D", $"incidents={_incidents}", "-f", file, "peer");
            return double.Parse(Rate().Match(printed).Groups["rate"].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^tps = (?<rate>[0-9.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
