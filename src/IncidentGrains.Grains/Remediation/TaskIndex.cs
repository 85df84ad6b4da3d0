using System.Collections.Immutable;
using Dapper;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;

namespace IncidentGrains.Grains.Remediation;

/// <summary>What lists show of a task.</summary>
internal sealed record TaskRow(
    string TaskId, string IncidentId, string Title, int State, int Priority, bool Mandatory, string Assignee,
    long DueAt, int Escalation, long Version, long CreatedAt, long UpdatedAt) : IListRow
{
    public string Key => TaskId;

    public object Sorted(string field) => field switch
    {
        "due_at" => DueAt,
        "updated_at" => UpdatedAt,
        "created_at" => CreatedAt,
        "priority" => Priority,
        "state" => State,
        _ => Title,
    };

    /// <summary>True if the deadline has passed and the task is not done.</summary>
    public bool IsOverdue(long now) => DueAt <= now && (TaskState)State is not (TaskState.Verified or TaskState.Cancelled);
}

/// <summary>Lists and finds tasks by the index that every append keeps.</summary>
internal sealed class TaskIndex(ILedgerStore store) : ITaskDirectory
{
    private const string Columns =
        "i.task_id, i.case_id, i.title, i.state, i.priority, i.mandatory, i.assignee, i.due_at, i.escalation, i.version, i.created_at, i.updated_at";

    private static readonly string Visible = $"(@caseId = '' OR i.case_id = @caseId) AND {ListReader.VisibleCase("c")}";

    /// <summary>A page of the tasks that the actor may see.</summary>
    public Task<ListPage<TaskRow>> List(Actor actor, ListQuery query) => new ListReader(store).Page(
        actor, query, Columns, "task_index i JOIN case_index c ON c.case_id = i.case_id", Visible,
        r => new TaskRow(
            r.GetString(0), r.GetString(1), r.GetString(2), (int)r.GetInt64(3), (int)r.GetInt64(4), r.GetInt64(5) != 0, r.GetString(6),
            r.GetInt64(7), (int)r.GetInt64(8), r.GetInt64(9), r.GetInt64(10), r.GetInt64(11)));

    public Task<IReadOnlyList<OpenTask>> MandatoryOpen(string incidentId, int limit) => store.Read(async c =>
    {
        var rows = await c.QueryAsync<(string TaskId, string Title)>(
            "SELECT task_id, title FROM task_index WHERE case_id = @incidentId AND mandatory = 1 AND state NOT IN (5, 6) ORDER BY created_at, task_id LIMIT @limit",
            new { incidentId, limit });
        return (IReadOnlyList<OpenTask>)rows.Select(r => new OpenTask(r.TaskId, r.Title)).ToList();
    });

    public Task<IReadOnlySet<string>> Among(string incidentId, IReadOnlyCollection<string> taskIds) => store.Read(async c =>
    {
        var found = await c.QueryAsync<string>(
            "SELECT task_id FROM task_index WHERE case_id = @incidentId AND task_id IN (@first, @second)",
            new { incidentId, first = taskIds.First(), second = taskIds.Last() });
        return (IReadOnlySet<string>)found.ToImmutableHashSet(StringComparer.Ordinal);
    });
}
