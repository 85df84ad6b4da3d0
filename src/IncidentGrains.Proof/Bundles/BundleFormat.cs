namespace IncidentGrains.Proof.Bundles;

/// <summary>What a signed bundle of a filing consists of: a zip of exactly these files in this order, stored without compression.</summary>
/// <remarks>
/// Stored, so that equal content gives equal bytes everywhere and nothing unfolds to more than the file holds. The limits are far above what a
/// filing needs and keep a file from a stranger from deciding how much memory its verifier takes.
/// </remarks>
public static class BundleFormat
{
    /// <summary>The format's name and version.</summary>
    public const string Name = "incidentgrains-bundle/1";

    /// <summary>What each file is, how long, and its digest.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The manifest, signed.</summary>
    public const string ManifestSignature = "manifest.jws";

    /// <summary>How to verify, for people.</summary>
    public const string Readme = "README.txt";

    /// <summary>One version of the filing.</summary>
    public const string Filing = "filing.json";

    /// <summary>The same, to be read on paper.</summary>
    public const string Paper = "filing.pdf";

    /// <summary>The events of the record on which the filing's fields rest.</summary>
    public const string Facts = "facts.json";

    /// <summary>The disclosed part of the ledger.</summary>
    public const string Ledger = "ledger.jsonl";

    /// <summary>The checkpoint that covers it.</summary>
    public const string Checkpoint = "checkpoint.jws";

    /// <summary>The public keys.</summary>
    public const string Keys = "keys.json";

    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    /// <summary>The files, in their order.</summary>
    public static IReadOnlyList<BundlePart> Parts { get; } =
    [
        new(Manifest, "what each file is, its length and its digest", 64 * KiB),
        new(ManifestSignature, "manifest.json, signed: a compact JWS (RFC 7515) with ES256", 128 * KiB),
        new(Readme, "how to verify this bundle", 64 * KiB),
        new(Filing, "the filing: one version of it, with the sources of each field", 4 * MiB),
        new(Paper, "the filing, to be read on paper", 64 * MiB),
        new(Facts, "the recorded facts that the filing's fields name as their sources", 8 * MiB),
        new(Ledger, "the disclosed part of the ledger: whole hash chains, of withheld events the digests only", 512 * MiB),
        new(Checkpoint, "the signed statement of where the streams of the case ended", 4 * MiB),
        new(Keys, "the public keys that signed, as a JSON Web Key Set (RFC 7517)", 64 * KiB),
    ];

    /// <summary>The files that the manifest lists: all but itself and its signature.</summary>
    public static IEnumerable<BundlePart> Listed => Parts.Skip(2);
}

/// <summary>A file of a bundle.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it is.</param>
/// <param name="MaxLength">The most bytes it may have.</param>
public sealed record BundlePart(string Name, string Content, long MaxLength);
