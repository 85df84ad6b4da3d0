using System.Text;

namespace IncidentGrains.Proof.Bundles;

/// <summary>What goes into a bundle.</summary>
/// <param name="Filing">The version of the filing, in clear.</param>
/// <param name="Paper">The same as PDF.</param>
/// <param name="Events">All events of the disclosed streams up to the checkpoint, sorted by stream and place.</param>
/// <param name="Checkpoint">The checkpoint that covers them.</param>
/// <param name="Keys">The public keys: the one that signs the bundle, and the one that signed the checkpoint.</param>
/// <param name="MadeAtMicros">When it is made.</param>
public sealed record BundleContent(
    FilingStatement Filing, byte[] Paper, IReadOnlyList<PartEvent> Events, SignedCheckpoint Checkpoint, IReadOnlyList<SigningKey> Keys, long MadeAtMicros);

/// <summary>Makes a signed bundle. Equal content gives equal bytes, but for the signature.</summary>
public static class BundleWriter
{
    /// <summary>The bundle's bytes.</summary>
    /// <exception cref="InvalidDataException">A file is longer than the format allows.</exception>
    public static byte[] Write(BundleContent content, SigningKey key)
    {
        var (filing, checkpoint) = (content.Filing, content.Checkpoint.Checkpoint);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [BundleFormat.Readme] = Encoding.UTF8.GetBytes(BundleReadme.Of(filing, key.Fingerprint)),
            [BundleFormat.Filing] = filing.ToJson(),
            [BundleFormat.Paper] = content.Paper,
            [BundleFormat.Facts] = FactsFile.Write(filing.CaseId, filing.FilingId, content.Events),
            [BundleFormat.Ledger] = PartFormat.Write(filing.CaseId, checkpoint.Clock, content.Events),
            [BundleFormat.Checkpoint] = Encoding.ASCII.GetBytes(content.Checkpoint.Jws + "\n"),
            [BundleFormat.Keys] = PublicKeys.Write(content.Keys.DistinctBy(k => k.Fingerprint)),
        };
        var manifest = new BundleManifest(
            BundleFormat.Name, filing.CaseId, filing.FilingId, filing.Version.Number, Instants.ToText(content.MadeAtMicros), Streams(content.Events),
            [.. BundleFormat.Listed.Select(p => ListedFile.Of(p, files[p.Name]))]);
        files[BundleFormat.Manifest] = manifest.ToJson();
        files[BundleFormat.ManifestSignature] = Encoding.ASCII.GetBytes(manifest.Sign(key) + "\n");
        return BundleArchive.Write(manifest.Made(), files);
    }

    private static IReadOnlyList<DisclosedStream> Streams(IReadOnlyList<PartEvent> events) =>
        [.. events.GroupBy(e => e.Event.Header.Stream, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new DisclosedStream(
            s.Key, s.Count(), s.Count(e => e.Disclosed), s.Count(e => e is { Withheld: false, Disclosed: false }), s.Count(e => e.Withheld)))];
}
