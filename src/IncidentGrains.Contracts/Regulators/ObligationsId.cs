using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>Ids of the obligations of an incident: <c>obl-</c> and the 26 characters of the incident's id. An incident has one.</summary>
public static class ObligationsId
{
    private const string Prefix = "obl-";
    private const string OfIncidents = "inc-";

    /// <summary>The id of an incident's obligations, which is also their stream.</summary>
    public static string Of(string incidentId) => Prefix + incidentId[OfIncidents.Length..];

    /// <summary>The incident of that stream.</summary>
    public static string IncidentOf(string obligationsId) => OfIncidents + obligationsId[Prefix.Length..];

    /// <summary>True if the text has the form of such an id.</summary>
    public static bool IsWellFormed(string text) => LedgerId.IsWellFormed(Prefix, text);
}
