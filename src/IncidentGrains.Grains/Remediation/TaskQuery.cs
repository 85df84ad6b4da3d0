using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Remediation;

/// <summary>A request for a list of tasks.</summary>
internal static class TaskQuery
{
    // Verified and cancelled tasks are done; the numbers are those of TaskState.
    private const string IsOpen = "i.state NOT IN (5, 6)";

    private static readonly ListField[] Fields =
    [
        ListField.Instant("due_at"), ListField.Instant("updated_at"), ListField.Instant("created_at"), ListField.Named<TaskPriority>("priority"),
        ListField.Named<TaskState>("state"), ListField.Searched("title"), ListField.Text("assignee"),
        ListField.Flag("mandatory", "i.mandatory = 1"), ListField.Flag("overdue", $"i.due_at <= @now AND {IsOpen}"), ListField.Flag("open", IsOpen),
    ];

    /// <summary>Reads the fields of a list request; an empty incident id means all that the caller may see.</summary>
    /// <exception cref="Contracts.CaseException">A field can't be read; the message says what is understood.</exception>
    public static ListQuery Parse(string incidentId, string filter, string orderBy, int pageSize, string pageToken, DateTimeOffset now)
    {
        var query = ListQuery.Parse(new ListShape(Fields, "task_id", "due_at", $"tasks of {incidentId}\n"), filter, orderBy, pageSize, pageToken);
        query.Parameters.Add("now", Instants.ToMicros(now));
        query.Parameters.Add("caseId", incidentId);
        return query;
    }
}
