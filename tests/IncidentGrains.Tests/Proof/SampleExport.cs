using System.Text;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof;

/// <summary>A case of two streams and three checkpoints as an export, and a forger's tools to alter it.</summary>
internal sealed class SampleExport
{
    public const string CaseId = "inc-0123456789abcdefghjkmnpqrs";
    public const string Task = "tsk-0123456789abcdefghjkmnpqrs";

    private readonly List<LedgerEvent> _events = [];
    private readonly List<string> _checkpoints = [];
    private readonly SigningKey _key;
    private readonly string _clock;

    private SampleExport(SigningKey key, string clock) => (_key, _clock) = (key, clock);

    /// <summary>The key that the verifier pins.</summary>
    public static SigningKey Key { get; } = SigningKey.Create();

    /// <summary>A key of somebody else.</summary>
    public static SigningKey OtherKey { get; } = SigningKey.Create();

    public static SampleExport Whole { get; } = Create(Key);

    public IReadOnlyList<LedgerEvent> Events => _events;

    public IReadOnlyList<string> Checkpoints => _checkpoints;

    /// <summary>Six events of the incident and three of a task, interleaved; checkpoints after four, seven and nine.</summary>
    public static SampleExport Create(SigningKey key, Func<string, string>? rewrite = null, string clock = "system")
    {
        var made = new SampleExport(key, clock);
        for (var i = 1; i <= 9; i++)
        {
            made.Add(i % 3 == 0 ? Task : CaseId, $$"""{"text":"{{(rewrite ?? (t => t))($"Fact {i}, 사실 \"quoted\"").Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""");
            if (i is 4 or 7 or 9)
            {
                made.Checkpoint();
            }
        }

        return made;
    }

    /// <summary>Appends an event as the ledger would.</summary>
    public LedgerEvent Add(string stream, string payload)
    {
        var before = _events.LastOrDefault(e => e.Header.Stream == stream);
        var header = new EventHeader(
            stream, (before?.Header.Seq ?? 0) + 1, CaseId, "incident.timeline-entry-added.v1", "https://idp.example|rana",
            1_763_473_920_000_000 + (_events.Count * 1_000_000));
        var salt = Encoding.ASCII.GetBytes($"salt-of-event-{_events.Count:00}");
        var digest = HashChain.PayloadDigest(salt, Encoding.UTF8.GetBytes(payload));
        var prev = before?.Hash ?? HashChain.Genesis;
        var item = new LedgerEvent(header, salt, Encoding.UTF8.GetBytes(payload), digest, prev, HashChain.Hash(prev, header, digest));
        _events.Add(item);
        return item;
    }

    public void Checkpoint() => _checkpoints.Add(new Checkpoint(
        CaseId, _checkpoints.Count + 1, _events[^1].Header.AtMicros, _clock,
        _checkpoints.Count == 0 ? null : IncidentGrains.Proof.Checkpoint.DigestOf(_checkpoints[^1]), Heads()).Sign(_key));

    public List<StreamHead> Heads() =>
        [.. _events.GroupBy(e => e.Header.Stream).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new StreamHead(g.Key, g.Count(), g.Last().Hash))];

    /// <summary>The file's lines.</summary>
    public List<string> Lines()
    {
        List<string> lines =
        [
            ExportFormat.Manifest(CaseId, 1_763_480_000_000_000, _clock),
            .. _events.Select(ExportFormat.Event),
            .. _checkpoints.Select(ExportFormat.CheckpointLine),
            ExportFormat.Key(_key),
        ];
        return [.. lines, ExportFormat.End(lines.Count)];
    }

    /// <summary>The lines with an end line that counts them, as a careful forger would write it.</summary>
    public static List<string> Recounted(IEnumerable<string> lines)
    {
        var kept = lines.Where(l => !l.Contains("\"kind\":\"end\"", StringComparison.Ordinal)).ToList();
        return [.. kept, ExportFormat.End(kept.Count)];
    }

    public static Task<Verdict> Verify(IEnumerable<string> lines, string? pin = null, params IReadOnlyList<string> witnesses) =>
        Verify(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))), pin, witnesses);

    public static async Task<Verdict> Verify(byte[] file, string? pin, params IReadOnlyList<string> witnesses)
    {
        using var stream = new MemoryStream(file);
        return await ExportVerifier.Verify(stream, pin, witnesses);
    }
}
