using System.Globalization;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Law.Regulators.Filings;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>Facts and claims of an incident, and the events in which they stand.</summary>
internal static class FactsOfFiling
{
    // Ids of facts and claims name their event by its place: fct-12 is the twelfth of the incident.
    private const int PrefixLength = 4;

    /// <summary>The facts of a kind that were not corrected, in the order of recording.</summary>
    public static IEnumerable<Fact> Standing(IncidentState incident, FactKind kind) => incident.Facts.Where(f => f.Kind == kind && f.CorrectedBy.Length == 0);

    /// <summary>The event of a fact or a claim.</summary>
    public static RecordSource SourceOf(string incidentId, string id) =>
        new(incidentId, long.Parse(id.AsSpan(PrefixLength), NumberStyles.None, CultureInfo.InvariantCulture));
}
