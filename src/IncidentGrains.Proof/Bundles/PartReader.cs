using System.Text.Json;

namespace IncidentGrains.Proof.Bundles;

/// <summary>Checks the disclosed part of a ledger line by line: chains, redactions, and what checkpoints say of it.</summary>
/// <remarks>Memory does not grow with the number of events. The first event that is wrong ends it and is named.</remarks>
/// <param name="checkpoint">The checkpoint that covers the part.</param>
/// <param name="checkpoints">All that checkpoints say of single events; this one and witnesses.</param>
internal sealed class PartReader(Checkpoint checkpoint, CheckpointVerifier checkpoints)
{
    private readonly ChainVerifier _chains = new(checkpoint.CaseId);
    private readonly Dictionary<string, StreamHead> _covered = checkpoint.Heads.ToDictionary(h => h.Stream, StringComparer.Ordinal);
    private readonly SortedDictionary<string, DisclosedStream> _streams = new(StringComparer.Ordinal);
    private readonly HashSet<(string Stream, long Seq)> _redacted = [];
    private long _lines;
    private bool _ended;

    /// <summary>The streams as far as they were read.</summary>
    public IReadOnlyList<DisclosedStream> Streams => [.. _streams.Values];

    /// <summary>Reads the file and shows each sound event with its kind; null if all is well.</summary>
    public async Task<BundleFinding?> Read(Stream ledger, Action<PartEvent> seen, CancellationToken cancellation)
    {
        using var lines = new LineReader(ledger, ExportFormat.MaxLine);
        try
        {
            while (await lines.Next(cancellation) is { } text)
            {
                _lines++;
                if (Line(text, seen) is { } finding)
                {
                    return finding;
                }
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or InvalidDataException)
        {
            return At($"line {Math.Max(_lines, 1)} can't be read: {e.Message}");
        }

        return !_ended ? At("it has no end line: it was cut off")
            : _redacted.Count > 0 ? Of(_redacted.Order().Select(r => new Finding(r.Stream, r.Seq, "has no content, and no redaction of it was approved")).First())
            : CutOff();
    }

    // Each stream goes as far as the checkpoint says.
    private BundleFinding? CutOff() => _chains.Heads.FirstOrDefault(h => h.Seq < _covered[h.Stream].Seq) is { } head
        ? Of(new Finding(head.Stream, head.Seq + 1, $"is missing: checkpoint.jws names event {_covered[head.Stream].Seq}, the stream ends at {head.Seq}")) : null;

    private BundleFinding? Line(string text, Action<PartEvent> seen)
    {
        using var document = JsonDocument.Parse(text, CompactJws.Strict);
        var line = document.RootElement;
        var kind = ExportFormat.Text(line, "kind");
        if ((_lines == 1) != (kind == "manifest") || _ended)
        {
            return At(_ended ? "it goes on after its end line" : "it does not begin with one manifest");
        }

        switch (kind)
        {
            case "manifest":
                var (format, of) = (ExportFormat.Text(line, "format"), ExportFormat.Text(line, "case_id"));
                return format == PartFormat.Name && of == checkpoint.CaseId ? null : At($"it is of format '{format}' and case '{of}', not of '{PartFormat.Name}' and '{checkpoint.CaseId}'");
            case "event":
                return Event(new PartEvent(ExportFormat.ReadEvent(line), Withheld: false), seen);
            case "withheld":
                return Event(new PartEvent(ExportFormat.ReadWithheld(line), Withheld: true), seen);
            case "end":
                _ended = true;
                var said = line.GetProperty("lines").GetInt64();
                return said == _lines - 1 ? null : At($"its end line counts {said} lines before it, there are {_lines - 1}");
            default:
                return At($"line {_lines} is of a kind that no part of a ledger has");
        }
    }

    private BundleFinding? Event(PartEvent item, Action<PartEvent> seen)
    {
        var (header, redacted) = (item.Event.Header, !item.Withheld && !item.Disclosed);
        if ((Uncovered(header) ?? _chains.Check(item.Event) ?? checkpoints.Check(item.Event)) is { } finding)
        {
            return Of(finding);
        }

        var before = _streams.GetValueOrDefault(header.Stream) ?? new DisclosedStream(header.Stream, 0, 0, 0, 0);
        _streams[header.Stream] = before with
        {
            Events = before.Events + 1,
            Disclosed = before.Disclosed + (item.Disclosed ? 1 : 0),
            Redacted = before.Redacted + (redacted ? 1 : 0),
            Withheld = before.Withheld + (item.Withheld ? 1 : 0),
        };
        if (redacted)
        {
            _redacted.Add((header.Stream, header.Seq));
        }
        else if (item is { Disclosed: true, ApprovesRedaction: true })
        {
            using var payload = JsonDocument.Parse(item.Event.Payload!, CompactJws.Strict);
            _redacted.Remove((header.Stream, payload.RootElement.GetProperty("eventSeq").GetInt64()));
        }

        seen(item);
        return null;
    }

    private Finding? Uncovered(EventHeader header) => _covered.TryGetValue(header.Stream, out var head) && header.Seq <= head.Seq
        ? null : new Finding(header.Stream, header.Seq, "is not covered by checkpoint.jws: it was added");

    private static BundleFinding At(string reason) => new(BundleFormat.Ledger, reason);

    private static BundleFinding Of(Finding finding) => new(BundleFormat.Ledger, finding.ToString()) { Stream = finding.Stream, Seq = finding.Seq };
}
