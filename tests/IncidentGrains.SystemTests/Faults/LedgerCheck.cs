using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Kills;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>Holds the ledger of PostgreSQL against its own rules and against what callers were told: invariants I5, I6 and I9.</summary>
internal static class LedgerCheck
{
    /// <summary>Streams without a gap, whose chain links, whose instants never decrease, and that end where their head says.</summary>
    private const string Unsound =
        """
        SELECT stream || ' ' || seq FROM (
          SELECT stream, seq, at, prev_hash, lag(seq) OVER w AS before, lag(at) OVER w AS at_before, lag(hash) OVER w AS hash_before
          FROM ledger_event WINDOW w AS (PARTITION BY stream ORDER BY seq)) e
        WHERE seq <> coalesce(before, 0) + 1 OR at < at_before OR prev_hash <> hash_before
        UNION ALL
        SELECT h.stream || ' head ' || h.seq FROM stream_head h
        LEFT JOIN ledger_event e ON e.stream = h.stream AND e.seq = h.seq AND e.hash = h.hash
        WHERE e.seq IS NULL OR EXISTS (SELECT 1 FROM ledger_event l WHERE l.stream = h.stream AND l.seq > h.seq)
        UNION ALL
        SELECT stream || ' has events of no command, or of two' FROM (
          SELECT e.stream, e.seq, count(c.command_id) AS commands FROM ledger_event e
          LEFT JOIN command c ON c.stream = e.stream AND e.seq BETWEEN c.first_seq AND c.last_seq
          GROUP BY e.stream, e.seq) o
        WHERE commands <> 1
        """;

    private const string Marked =
        """
        SELECT marker || ' ' || seq FROM (
          SELECT seq, substring(convert_from(payload, 'UTF8') FROM 'kill-s[0-9]+c[0-9]+w[0-9]+') AS marker FROM ledger_event WHERE stream LIKE 'inc-%') m
        WHERE marker IS NOT NULL
        """;

    /// <summary>Fails unless each acknowledged command stands in the ledger once, where its answer said, nothing else does, and every stream is sound.</summary>
    public static async Task Check(PostgresServer postgres, Clients clients, OutstandingCallers callers)
    {
        await Sound(postgres);
        var found = Lines(await postgres.Query(Marked));
        Assert.Equal(callers.Versions.Select(v => $"{v.Key} {v.Value}").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        await EachOnce.Check(clients, callers);
    }

    /// <summary>Fails unless every stream is sound.</summary>
    public static async Task Sound(PostgresServer postgres) => Assert.Empty(Lines(await postgres.Query(Unsound)));

    /// <summary>What the incidents' streams hold, apart from instants, salts and hashes.</summary>
    public static async Task<string[]> Content(PostgresServer postgres) => Lines(await postgres.Query(
        "SELECT stream || ' ' || seq || ' ' || type || ' ' || actor || ' ' || convert_from(payload, 'UTF8') FROM ledger_event WHERE stream LIKE 'inc-%' ORDER BY stream, seq"));

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
