using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;

namespace IncidentGrains.Grains.Regulators;

/// <summary>What the record of an incident holds for its obligations.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Counted">Its people in sealed cohorts.</param>
internal sealed record CaseRecord(IncidentState Incident, IReadOnlyList<CountedCohort> Counted);
