using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Cohorts;

/// <summary>Ids of what stands in a registry: <c>coh-</c>, <c>imp-</c>, <c>lks-</c>, <c>chg-</c> and 26 characters. A retry of a command makes the same.</summary>
public static class CohortIds
{
    private const string CohortPrefix = "coh-";
    private const string ImportPrefix = "imp-";
    private const string LookupPrefix = "lks-";
    private const string ChangePrefix = "chg-";

    /// <summary>The id of the cohort that this command defines.</summary>
    public static string Cohort(string incidentId, CommandMeta meta) => Derive(CohortPrefix, "ig-cohort", incidentId, meta);

    /// <summary>The id of the import that this command begins.</summary>
    public static string Import(string incidentId, CommandMeta meta) => Derive(ImportPrefix, "ig-import", incidentId, meta);

    /// <summary>The id of the session of look-ups that this command opens.</summary>
    public static string Lookup(string incidentId, CommandMeta meta) => Derive(LookupPrefix, "ig-lookup", incidentId, meta);

    /// <summary>The id of the change that this command asks for.</summary>
    public static string Change(string incidentId, CommandMeta meta) => Derive(ChangePrefix, "ig-change", incidentId, meta);

    /// <summary>True if the text has the form of a cohort's id; no cohort is named so.</summary>
    public static bool IsCohort(string text) => LedgerId.IsWellFormed(CohortPrefix, text);

    /// <summary>True if the text has the form of an import's id.</summary>
    public static bool IsImport(string text) => LedgerId.IsWellFormed(ImportPrefix, text);

    /// <summary>True if the text has the form of a session's id.</summary>
    public static bool IsLookup(string text) => LedgerId.IsWellFormed(LookupPrefix, text);

    /// <summary>True if the text has the form of a change's id.</summary>
    public static bool IsChange(string text) => LedgerId.IsWellFormed(ChangePrefix, text);

    private static string Derive(string prefix, string kind, string incidentId, CommandMeta meta) =>
        LedgerId.Derive(prefix, kind, incidentId, meta.Actor.Person, meta.CommandId);
}
