using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>A segment that counts.</summary>
/// <param name="Address">The address of its manifest.</param>
/// <param name="Cohort">The bit of its cohort.</param>
/// <param name="Manifest">What it consists of.</param>
internal sealed record LiveSegment(string Address, ulong Cohort, SegmentManifest Manifest)
{
    /// <summary>Which of its ranges are in memory.</summary>
    public RangeSlots Slots { get; init; } = new();

    /// <summary>The addresses of all that it consists of.</summary>
    public IEnumerable<string> Addresses =>
        [Address, .. Manifest.Chunks.Select(c => c.Blob), .. Manifest.MemberRanges.Concat(Manifest.AliasRanges).Select(r => r.Blob).Where(b => b.Length > 0)];
}
