namespace IncidentGrains.Registry.Sealing;

/// <summary>A stored blob is not what was stored there: changed, cut, exchanged for another, or gone. It is never read in part.</summary>
/// <param name="place">Which blob: what it is of, and where it belongs.</param>
/// <param name="finding">What is wrong with it.</param>
public sealed class BlobDamagedException(string place, string finding) : Exception($"{place} {finding}. Restore it from a backup.")
{
    /// <summary>Which blob.</summary>
    public string Place { get; } = place;
}
