using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Incidents;

/// <summary>Ids of incidents: <c>inc-</c> and 26 characters.</summary>
internal static class IncidentId
{
    private const string Prefix = "inc-";

    /// <summary>The id of the incident that this person opens with this command: a retry opens the same.</summary>
    public static string Derive(string person, string commandId) => LedgerId.Derive(Prefix, "ig-incident", person, commandId);

    /// <summary>True if the text has the form of an incident's id.</summary>
    public static bool IsWellFormed(string text) => LedgerId.IsWellFormed(Prefix, text);
}
