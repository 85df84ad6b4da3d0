namespace IncidentGrains.Proof;

/// <summary>How far a verification could go.</summary>
public enum VerdictStatus
{
    /// <summary>Everything is whole and signed by a key that the verifier pinned.</summary>
    Verified,

    /// <summary>Everything is whole, but no key was pinned: whoever could rewrite the ledger could also have signed it.</summary>
    ConsistentSignerUnverified,

    /// <summary>Something was altered, removed or added.</summary>
    Broken,
}

/// <summary>What a verification found.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="CaseId">The case; empty if the file does not say.</param>
/// <param name="Finding">The first thing that is wrong; null unless broken.</param>
/// <param name="Line">The line of the export on which it was found, from 1; 0 if it is no single line.</param>
/// <param name="EventCount">Events checked.</param>
/// <param name="RedactedCount">Events whose payload is redacted or withheld.</param>
/// <param name="CheckpointCount">Checkpoints checked.</param>
/// <param name="Heads">The last sound event of each stream.</param>
/// <param name="KeyFingerprint">The key that signed the last checkpoint, or null.</param>
/// <param name="Clock"><c>system</c>, or <c>replay</c> for a demonstration's record.</param>
public sealed record Verdict(
    VerdictStatus Status, string CaseId, Finding? Finding, long Line, long EventCount, long RedactedCount, int CheckpointCount,
    IReadOnlyList<StreamHead> Heads, string? KeyFingerprint, string Clock)
{
    /// <summary>The last checkpoint: up to it the record is complete; of what came later only a later witness can tell.</summary>
    public Checkpoint? Last { get; init; }
}
