using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Cohorts;

/// <summary>Ids of registries: <c>reg-</c> and the 26 characters of the incident's id. An incident has one.</summary>
public static class RegistryId
{
    private const string Prefix = "reg-";
    private const string OfIncidents = "inc-";

    /// <summary>The id of an incident's registry, which is also its stream.</summary>
    public static string Of(string incidentId) => Prefix + incidentId[OfIncidents.Length..];

    /// <summary>The incident of a registry.</summary>
    public static string IncidentOf(string registryId) => OfIncidents + registryId[Prefix.Length..];

    /// <summary>True if the text has the form of a registry's id.</summary>
    public static bool IsWellFormed(string text) => LedgerId.IsWellFormed(Prefix, text);
}
