using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>A request for a list of filings.</summary>
internal static class FilingQuery
{
    private static readonly ListField[] Fields =
    [
        ListField.Instant("created_at"), ListField.Instant("updated_at"), ListField.Instant("demand_due_at"),
        ListField.Named<FilingStatus>("status", sortable: false), ListField.Named<FilingVersionState>("version_state", sortable: false),
        ListField.Text("regulator"), ListField.Text("jurisdiction"), ListField.Text("form"), ListField.Flag("demanded", "i.open_demands > 0"),
    ];

    /// <summary>Reads the fields of a list request; an empty incident id means all that the caller may see.</summary>
    /// <exception cref="Contracts.CaseException">A field can't be read; the message says what is understood.</exception>
    public static ListQuery Parse(string incidentId, string filter, string orderBy, int pageSize, string pageToken)
    {
        var query = ListQuery.Parse(new ListShape(Fields, "filing_id", "created_at", $"filings of {incidentId}\n"), filter, orderBy, pageSize, pageToken);
        query.Parameters.Add("caseId", incidentId);
        return query;
    }
}
