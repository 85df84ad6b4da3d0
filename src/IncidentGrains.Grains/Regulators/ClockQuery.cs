using Dapper;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Regulators;

/// <summary>A request for a page of the board.</summary>
internal static class ClockQuery
{
    // Open and waivable; the numbers are those of ObligationStatus.
    private const string IsRunning = "i.status IN (1, 6)";

    private const string IsOverdue = "i.status = 1 AND i.soft = 0 AND i.due_at < @now";

    private static readonly ListField Status = ListField.Named<ObligationStatus>("status", sortable: false);

    private static readonly ListField[] Fields =
    [
        ListField.Instant("due_at"), ListField.Instant("updated_at"), Status with { Condition = StatusAt },
        ListField.Text("incident_id"), ListField.Text("rule"), ListField.Text("jurisdiction"), ListField.Text("cohort_id"), ListField.Text("assignee"),
        ListField.Flag("running", IsRunning), ListField.Flag("overdue", IsOverdue),
    ];

    /// <summary>Reads the fields of a list request.</summary>
    /// <exception cref="Contracts.CaseException">A field can't be read; the message says what is understood.</exception>
    public static ListQuery Parse(string filter, string orderBy, int pageSize, string pageToken, DateTimeOffset now)
    {
        var query = ListQuery.Parse(new ListShape(Fields, "clock_id", "due_at", "clocks\n"), filter, orderBy, pageSize, pageToken);
        query.Parameters.Add("now", Instants.ToMicros(now));
        return query;
    }

    // What is overdue is stored as open: time alone writes nothing.
    private static string? StatusAt(string op, string value, string parameter, DynamicParameters parameters) =>
        Status.Condition(op, value, parameter, parameters)?.Replace("i.status", $"(CASE WHEN {IsOverdue} THEN 2 ELSE i.status END)", StringComparison.Ordinal);
}
