using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators.Filings;

/// <summary>Ids of filings: <c>fil-</c> and 26 characters.</summary>
public static class FilingId
{
    private const string Prefix = "fil-";

    /// <summary>The id of the filing that this person drafts with this command: a retry drafts the same.</summary>
    public static string Derive(string person, string commandId) => LedgerId.Derive(Prefix, "ig-filing", person, commandId);

    /// <summary>The id of the filing that is drafted by itself when an obligation arises: assessing it twice drafts one.</summary>
    public static string OfObligation(string incidentId, string obligationId) => LedgerId.Derive(Prefix, "ig-obligation-filing", incidentId, obligationId);

    /// <summary>True if the text has the form of a filing's id.</summary>
    public static bool IsWellFormed(string text) => LedgerId.IsWellFormed(Prefix, text);
}
