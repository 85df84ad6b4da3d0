using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;

namespace IncidentGrains.Grains.Regulators;

/// <summary>What the record of an incident holds for its obligations.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Counted">Its people in sealed cohorts.</param>
internal sealed record CaseRecord(IncidentState Incident, IReadOnlyList<CountedCohort> Counted)
{
    /// <summary>The registry's versions at which each cohort, by name, was sealed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> SealedAt { get; init; } = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
}
