using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>A task as one page: where it stands, by when, who does it, what is left of it.</summary>
internal static class TaskCard
{
    /// <summary>Prints the task.</summary>
    public static void Write(IAnsiConsole console, RemediationTask task)
    {
        Terminal.Line(console, SafeText.Line($"{task.TaskId}  {task.Title}"), Styles.Bold);
        new Card()
            .Row("state", EnumText.Short(task.State), Styles.Of(task.State))
            .Row("note", task.StateNote)
            .Row("incident", task.IncidentId)
            .Row("mandatory", task.Mandatory ? "the incident can't be closed before it is done" : "")
            .Row("priority", EnumText.Short(task.Priority), Styles.Of(task.Priority))
            .Row("due", SafeText.Time(task.DueAt) + (task.Overdue ? " (overdue)" : ""), task.Overdue ? Styles.Bad : Style.Plain)
            .Row("escalated", task.Escalation == 0 ? "" : $"{task.Escalation} of 2 times", Styles.Warn)
            .Row("assignee", task.Assignee)
            .Row("waits for", string.Join('\n', task.DependsOn))
            .Row("completed by", task.CompletedBy)
            .Row("evidence", task.Evidence)
            .Row("verified by", task.VerifiedBy)
            .Row("cancellation", task.PendingCancellation is { } p ? $"asked for by {p.RequestedBy}: {p.Reason}" : "", Styles.Warn)
            .Row("playbook", task.Playbook.Length > 0 ? $"{task.Playbook}, {task.PlaybookKey}" : "")
            .Row("created", $"{SafeText.Time(task.CreatedAt)} by {task.CreatedBy}")
            .Row("updated", SafeText.Time(task.UpdatedAt))
            .Row("version", $"{task.Version}, as of {SafeText.Time(task.AsOf)}")
            .Row("description", task.Description)
            .Write(console);

        var checklist = new Sheet("ID", "DONE", "BY", "ITEM");
        foreach (var item in task.Checklist)
        {
            checklist.Row(item.ItemId, item.CheckedBy.Length > 0 ? "yes" : "no", new Cell(item.CheckedBy, Styles.Dim), item.Text);
        }

        checklist.Write(console, "Checklist");
    }
}
