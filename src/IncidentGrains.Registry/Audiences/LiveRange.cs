using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Registry.Audiences;

/// <summary>One range of a live segment.</summary>
/// <param name="Cohort">The bit of its cohort.</param>
/// <param name="Members">Its people.</param>
public readonly record struct LiveRange(ulong Cohort, MemberRange Members);
