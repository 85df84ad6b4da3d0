using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Proof;
using RemediationTask = IncidentGrains.V1.RemediationTask;

namespace IncidentGrains.Host.Remediation;

/// <summary>Between the API's messages and the contracts'; enums have equal numbers on both sides.</summary>
internal static class RemediationMapping
{
    public static RemediationTask ToProto(RemediationTaskView view, DateTimeOffset asOf)
    {
        var t = view.Task;
        return new RemediationTask
        {
            TaskId = t.TaskId,
            IncidentId = t.IncidentId,
            Version = t.Version,
            Title = t.Title,
            Description = t.Description,
            Mandatory = t.Mandatory,
            Priority = (V1.TaskPriority)t.Priority,
            State = (V1.TaskState)t.State,
            StateNote = t.StateNote,
            DueAt = t.DueAt?.ToTimestamp(),
            Overdue = t.DueAt <= asOf && !Grains.Remediation.RemediationTask.IsDone(t),
            Escalation = t.Escalation,
            Assignee = t.Assignee,
            Checklist = { t.Checklist.Select(i => new V1.ChecklistItem { ItemId = i.ItemId, Text = i.Text, CheckedBy = i.CheckedBy }) },
            DependsOn = { view.DependsOn },
            Evidence = t.Evidence,
            CompletedBy = t.CompletedBy,
            VerifiedBy = t.VerifiedBy,
            PendingCancellation = t.PendingCancellation is { } p ? new V1.PendingCancellation { RequestedBy = p.RequestedBy, Reason = p.Reason } : null,
            Playbook = t.Playbook,
            PlaybookKey = t.PlaybookKey,
            CreatedAt = t.CreatedAt.ToTimestamp(),
            CreatedBy = t.CreatedBy,
            UpdatedAt = t.UpdatedAt.ToTimestamp(),
            AsOf = asOf.ToTimestamp(),
        };
    }

    public static V1.TaskSummary ToProto(TaskRow r, long now) => new()
    {
        TaskId = r.TaskId,
        IncidentId = r.IncidentId,
        Version = r.Version,
        Title = r.Title,
        Mandatory = r.Mandatory,
        Priority = (V1.TaskPriority)r.Priority,
        State = (V1.TaskState)r.State,
        DueAt = r.DueAt == TaskIndexRow.NoDeadline ? null : Instants.FromMicros(r.DueAt).ToTimestamp(),
        Overdue = r.IsOverdue(now),
        Escalation = r.Escalation,
        Assignee = r.Assignee,
        CreatedAt = Instants.FromMicros(r.CreatedAt).ToTimestamp(),
        UpdatedAt = Instants.FromMicros(r.UpdatedAt).ToTimestamp(),
    };
}
