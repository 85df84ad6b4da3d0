using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Remediation;

/// <summary>What a list shows of a task.</summary>
internal sealed record TaskIndexRow(RemediationTaskState Task) : IndexRow
{
    /// <summary>Stands for no deadline: sorts after every instant.</summary>
    public const long NoDeadline = long.MaxValue;

    private static readonly IndexTable Tasks = new(
        "task_index",
        IndexTable.Text("task_id"), IndexTable.Text("case_id"), IndexTable.Text("title"), IndexTable.Text("title_fold"),
        IndexTable.Number("state"), IndexTable.Number("priority"), IndexTable.Number("mandatory"), IndexTable.Text("assignee"),
        IndexTable.Number("due_at"), IndexTable.Number("escalation"), IndexTable.Number("version"), IndexTable.Number("created_at"), IndexTable.Number("updated_at"));

    public override IndexTable Table => Tasks;

    public override IReadOnlyList<object> Values =>
    [
        Task.TaskId, Task.IncidentId, Task.Title, Task.Title.ToLowerInvariant(), (long)Task.State, (long)Task.Priority, Task.Mandatory ? 1L : 0L, Task.Assignee,
        Task.DueAt is { } due ? Instants.ToMicros(due) : NoDeadline, (long)Task.Escalation, Task.Version, Instants.ToMicros(Task.CreatedAt), Instants.ToMicros(Task.UpdatedAt),
    ];
}
