using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>A segment that counts.</summary>
/// <param name="Address">The address of its manifest.</param>
/// <param name="Cohort">The bit of its cohort.</param>
/// <param name="Manifest">What it consists of.</param>
internal sealed record LiveSegment(string Address, ulong Cohort, SegmentManifest Manifest);
