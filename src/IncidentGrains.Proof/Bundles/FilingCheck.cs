using System.Text.Json;

namespace IncidentGrains.Proof.Bundles;

/// <summary>Holds filing.json against the filing's own events: every member is what they say, and what was approved is what stands there.</summary>
internal sealed class FilingCheck
{
    private const int MaxFindings = 20;

    private readonly FilingStatement _stated;
    private readonly FilingFold _fold;
    private readonly Dictionary<(string Stream, long Seq), bool> _sources;
    private BundleFinding? _unreadable;

    /// <exception cref="FormatException">The file can't be read.</exception>
    public FilingCheck(byte[] utf8, BundleManifest manifest)
    {
        _stated = FilingStatement.FromJson(utf8);
        if ((_stated.FilingId, _stated.CaseId, _stated.Version.Number) != (manifest.FilingId, manifest.CaseId, manifest.Version))
        {
            throw new FormatException($"it tells version {_stated.Version.Number} of {_stated.FilingId}, the manifest version {manifest.Version} of {manifest.FilingId}");
        }

        _fold = new FilingFold(manifest.FilingId);
        _sources = _stated.Version.Fields.SelectMany(f => f.Sources).Select(s => (s.Stream, s.Seq)).Distinct().ToDictionary(s => s, _ => false);
    }

    /// <summary>How many fields it has.</summary>
    public int FieldCount => _stated.Version.Fields.Count;

    /// <summary>Takes in an event of the ledger.</summary>
    public void See(PartEvent item)
    {
        var header = item.Event.Header;
        if (_sources.ContainsKey((header.Stream, header.Seq)))
        {
            _sources[(header.Stream, header.Seq)] = true;
        }

        if (header.Stream != _stated.FilingId || _unreadable is not null)
        {
            return;
        }

        try
        {
            _fold.Apply(item.Disclosed ? item.Event : throw new FormatException("its content is not disclosed, though it is the filing's own"));
        }
        catch (FormatException e)
        {
            _unreadable = new BundleFinding(BundleFormat.Ledger, $"event {header.Seq} of {header.Stream}: {e.Message}") { Stream = header.Stream, Seq = header.Seq };
        }
    }

    /// <summary>What differs, once all events were seen.</summary>
    public IEnumerable<BundleFinding> Findings()
    {
        if (_unreadable is not null)
        {
            return [_unreadable];
        }

        if (_fold.Statement(_stated.Version.Number) is not { } recorded)
        {
            return [new BundleFinding(BundleFormat.Filing, $"tells version {_stated.Version.Number}, which the ledger does not have")];
        }

        var (stated, said) = (JsonSerializer.SerializeToElement(_stated, BundleJson.Default.FilingStatement), JsonSerializer.SerializeToElement(recorded, BundleJson.Default.FilingStatement));
        return JsonDifference.Paths(stated, said).Take(MaxFindings).Select(Named)
            .Concat(_sources.Where(s => !s.Value).Select(s => new BundleFinding(
                BundleFormat.Filing, $"names event {s.Key.Seq} of {s.Key.Stream} as a source, which ledger.jsonl does not have") { Stream = s.Key.Stream, Seq = s.Key.Seq }))
            .Concat(Approved());
    }

    // Who approved a text approved this text: the approval's digest is recomputed from the words.
    private IEnumerable<BundleFinding> Approved() => _stated.Version is { TextDigest.Length: > 0 } version && StatedVersion.DigestOf(version.Fields) != version.TextDigest
        ? [new BundleFinding(BundleFormat.Filing, $"has another text than was approved: its digest is not {version.TextDigest}")] : [];

    private BundleFinding Named(string path)
    {
        const string Fields = "version.fields[";
        if (!path.StartsWith(Fields, StringComparison.Ordinal))
        {
            return new BundleFinding(BundleFormat.Filing, $"'{path}' is not what the events of {_stated.FilingId} say");
        }

        var end = path.IndexOf(']', StringComparison.Ordinal);
        var field = _stated.Version.Fields[int.Parse(path.AsSpan(Fields.Length, end - Fields.Length))];
        var seq = _fold.WrittenBy(_stated.Version.Number, field.Key);
        var member = path.Length > end + 2 ? path[(end + 2)..] : "text";
        return new BundleFinding(
            BundleFormat.Filing, $"field '{field.Key}' ({field.LabelEn}): its {member} is not what {(seq == 0 ? $"the events of {_stated.FilingId} say" : $"event {seq} of {_stated.FilingId} says")}")
        {
            Field = field.Key, Stream = _stated.FilingId, Seq = seq,
        };
    }
}
