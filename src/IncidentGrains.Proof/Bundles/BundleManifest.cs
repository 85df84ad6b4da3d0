using System.Security.Cryptography;

namespace IncidentGrains.Proof.Bundles;

/// <summary>What a bundle says of itself, signed: which version of which filing, and each file's digest.</summary>
/// <param name="Format">The format's name and version.</param>
/// <param name="CaseId">The case, which is the incident.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Version">The number of its version.</param>
/// <param name="MadeAt">When the bundle was made, as <see cref="Instants.ToText"/> writes it.</param>
/// <param name="Streams">The disclosed streams, sorted.</param>
/// <param name="Files">All files but the manifest and its signature, in their order.</param>
public sealed record BundleManifest(
    string Format, string CaseId, string FilingId, int Version, string MadeAt, IReadOnlyList<DisclosedStream> Streams, IReadOnlyList<ListedFile> Files)
{
    private const string SignedType = "ig-bundle-1";

    /// <summary>When the bundle was made.</summary>
    /// <exception cref="FormatException">The instant can't be read.</exception>
    public DateTimeOffset Made() => Instants.TryParse(MadeAt, out var micros)
        ? Instants.FromMicros(micros) : throw new FormatException("'made_at' is no UTC instant with microseconds");

    internal byte[] ToJson() => BundleJson.Write(this, BundleJson.Default.BundleManifest);

    /// <exception cref="FormatException">The bytes are no manifest, or not in the one form in which it is written.</exception>
    internal static BundleManifest FromJson(byte[] utf8)
    {
        var manifest = BundleJson.Read(utf8, BundleJson.Default.BundleManifest);
        return manifest.Format == BundleFormat.Name ? manifest
            : throw new FormatException($"it is of format '{manifest.Format}'; this verifier reads '{BundleFormat.Name}'");
    }

    internal string Sign(SigningKey key) => CompactJws.Sign(SignedType, ToJson(), key);

    /// <exception cref="FormatException">The text is no signed manifest.</exception>
    internal static CompactJws ParseSigned(string jws) => CompactJws.Parse(jws, SignedType);
}

/// <summary>A file of a bundle as the manifest lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest in lower-case hex.</param>
public sealed record ListedFile(string Name, string Content, long Bytes, string Sha256)
{
    internal static ListedFile Of(BundlePart part, byte[] content) =>
        new(part.Name, part.Content, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}

/// <summary>How much of a stream a bundle discloses.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Events">Its events up to the checkpoint.</param>
/// <param name="Disclosed">Those with their content.</param>
/// <param name="Redacted">Those whose content the record itself no longer has: two people had it destroyed.</param>
/// <param name="Withheld">Those whose content the record has and the bundle leaves out.</param>
public sealed record DisclosedStream(string Stream, long Events, long Disclosed, long Redacted, long Withheld);
