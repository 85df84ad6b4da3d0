namespace IncidentGrains.Proof.Bundles;

/// <summary>Holds facts.json against the disclosed events: it tells all of them, as they are, and nothing else.</summary>
internal sealed class FactsCheck
{
    private readonly string _filingId;
    private readonly Dictionary<(string Stream, long Seq), RecordedFact> _told = [];
    private readonly List<BundleFinding> _findings = [];

    /// <exception cref="FormatException">The file can't be read.</exception>
    public FactsCheck(byte[] utf8, string caseId, string filingId)
    {
        _filingId = filingId;
        var file = BundleJson.Read(utf8, BundleJson.Default.FactsFile);
        if (file.Format != FactsFile.Name || file.CaseId != caseId)
        {
            throw new FormatException($"it is of format '{file.Format}' and case '{file.CaseId}', not of '{FactsFile.Name}' and '{caseId}'");
        }

        foreach (var fact in file.Facts.Where(f => !_told.TryAdd((f.Stream, f.Seq), f)))
        {
            Add(fact.Stream, fact.Seq, "is told twice");
        }
    }

    /// <summary>Compares an event of the ledger.</summary>
    public void See(PartEvent item)
    {
        var header = item.Event.Header;
        if (!FactsFile.IsFact(item, _filingId))
        {
            return;
        }

        if (!_told.Remove((header.Stream, header.Seq), out var fact))
        {
            Add(header.Stream, header.Seq, "is disclosed in ledger.jsonl and not told");
        }
        else if (!fact.Tells(item))
        {
            Add(header.Stream, header.Seq, "is told otherwise than ledger.jsonl has it");
        }
    }

    /// <summary>What differs, once all events were seen.</summary>
    public IEnumerable<BundleFinding> Findings => _findings.Concat(_told.Keys.Order().Select(k => Of(k.Stream, k.Seq, "is told, but not disclosed in ledger.jsonl")));

    private void Add(string stream, long seq, string reason) => _findings.Add(Of(stream, seq, reason));

    private static BundleFinding Of(string stream, long seq, string reason) =>
        new(BundleFormat.Facts, $"event {seq} of {stream} {reason}") { Stream = stream, Seq = seq };
}
