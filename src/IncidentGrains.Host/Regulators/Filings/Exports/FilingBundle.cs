using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Host.Documents.Pdf;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>Makes the signed bundle of a filing: what it rests on, and of the rest of the record no more than the chain needs.</summary>
internal sealed class FilingBundle(LedgerReader reader, Checkpoints checkpoints, EventTypes types)
{
    // About 50 MB of digests; clients take 64.
    private const long MaxEvents = 100_000;

    /// <summary>The bundle. It is verified before it is handed out: one that would not verify proves nothing to a regulator.</summary>
    /// <exception cref="CaseException">It would be too large, or the record does not verify.</exception>
    public async Task<byte[]> Write(FilingExport export)
    {
        var keys = await checkpoints.Keys();
        var content = new BundleContent(
            export.Filing, PdfWriter.Write(FilingDocument.Of(export)), await Events(export.Filing, export.Checkpoint.Checkpoint), export.Checkpoint,
            [checkpoints.Key, keys[export.Checkpoint.KeyFingerprint]], Instants.ToMicros(export.Made));
        var bundle = BundleWriter.Write(content, checkpoints.Key);
        using var stream = new MemoryStream(bundle, writable: false);
        var verdict = await BundleVerifier.Verify(stream, checkpoints.Key.Fingerprint);
        return verdict.Status == VerdictStatus.Verified ? bundle
            : throw CaseException.Refused("export.unsound", $"The bundle would not verify: {verdict.Findings[0]}. Find out by VerifyCase what happened to the record.");
    }

    private async Task<List<PartEvent>> Events(FilingStatement filing, Checkpoint checkpoint)
    {
        var wanted = filing.Version.Fields.SelectMany(f => f.Sources).Select(s => s.Stream).Append(filing.FilingId);
        wanted = filing.Obligations.Count > 0 ? wanted.Append(ObligationsId.Of(filing.CaseId)) : wanted;
        var streams = wanted.ToHashSet(StringComparer.Ordinal);
        var heads = checkpoint.Heads.Where(h => streams.Contains(h.Stream)).ToList();
        var count = heads.Sum(h => h.Seq);
        if (count > MaxEvents)
        {
            throw CaseException.Refused("export.too_large", $"The streams on which the filing rests hold {count:N0} events; a bundle takes {MaxEvents:N0}. Export the whole case with ExportCase.");
        }

        var disclosure = new Disclosure(types, filing);
        var events = new List<PartEvent>();
        foreach (var head in heads)
        {
            var stored = await reader.Stream(head.Stream);
            events.AddRange(stored.Where(e => e.Header.Seq <= head.Seq).Select(e => new PartEvent(e.Event, Withheld: !e.Redacted && !disclosure.Discloses(e))));
        }

        return events;
    }
}
