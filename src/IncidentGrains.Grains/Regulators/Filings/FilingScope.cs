using IncidentGrains.Contracts.Regulators;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>For whom a filing is, and which part of the record belongs to it.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Obligations">The obligations for which it is made.</param>
/// <param name="Regulator">The regulator's code.</param>
/// <param name="Jurisdiction">Under whose law.</param>
/// <param name="TimeZone">The zone of its instants.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>.</param>
internal sealed record FilingScope(
    string IncidentId, IReadOnlyList<AssessedObligation> Obligations, string Regulator, string Jurisdiction, string TimeZone, string Language);
