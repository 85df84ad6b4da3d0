namespace IncidentGrains.Proof.Bundles;

/// <summary>Something in a bundle that is not as it was made, or does not agree with the rest of it.</summary>
/// <param name="File">The file; empty if it is the archive itself.</param>
/// <param name="Reason">What is wrong, to be read after the file's name.</param>
public sealed record BundleFinding(string File, string Reason)
{
    /// <summary>The stream of the event that is concerned, or empty.</summary>
    public string Stream { get; init; } = "";

    /// <summary>The event's place in its stream, or 0.</summary>
    public long Seq { get; init; }

    /// <summary>The field of the filing that is concerned, or empty.</summary>
    public string Field { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{(File.Length == 0 ? "the archive" : File)}: {Reason}";
}

/// <summary>What the verification of a bundle found.</summary>
/// <param name="Status">How far it could go.</param>
/// <param name="Findings">All that is wrong; none unless broken.</param>
public sealed record BundleVerdict(VerdictStatus Status, IReadOnlyList<BundleFinding> Findings)
{
    /// <summary>What the bundle says of itself; null if that can't be read.</summary>
    public BundleManifest? Manifest { get; init; }

    /// <summary>The streams whose chains are whole, with how much of each is disclosed.</summary>
    public IReadOnlyList<DisclosedStream> Streams { get; init; } = [];

    /// <summary>Streams of the case that the checkpoint names and the bundle leaves out.</summary>
    public int OtherStreams { get; init; }

    /// <summary>Fields of the filing that equal what the ledger says.</summary>
    public int FieldCount { get; init; }

    /// <summary>The checkpoint that covers it, or null.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>The key that signed the manifest, or null.</summary>
    public string? KeyFingerprint { get; init; }
}
