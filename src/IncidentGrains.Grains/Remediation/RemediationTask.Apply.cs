using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Remediation;

internal sealed partial class RemediationTask
{
    public static RemediationTaskState Apply(RemediationTaskState state, RecordedEvent item) =>
        Fold(state, item) with { Version = item.Seq, UpdatedAt = item.At };

    private static RemediationTaskState Fold(RemediationTaskState s, RecordedEvent item) => item.Event switch
    {
        TaskCreated e => s with
        {
            IncidentId = e.IncidentId,
            Title = e.Title,
            Description = e.Description,
            Mandatory = e.Mandatory,
            Priority = e.Priority,
            State = TaskState.Open,
            DueAt = e.DueAt,
            Assignee = e.Assignee,
            Checklist = [.. e.Checklist.Select((text, i) => new ChecklistItem($"itm-{i + 1}", text))],
            Playbook = e.Playbook,
            PlaybookKey = e.PlaybookKey,
            CreatedAt = item.At,
            CreatedBy = item.Actor,
        },
        TaskAssigned e => s with { Assignee = e.Assignee },
        TaskUnassigned => s with { Assignee = "" },
        TaskStarted => s with { State = TaskState.InProgress, StateNote = "" },
        TaskBlocked e => s with { State = TaskState.Blocked, StateNote = e.Reason },
        TaskCompleted e => s with { State = TaskState.Completed, StateNote = "", Evidence = e.Evidence, CompletedBy = item.Actor },
        TaskVerified e => s with { State = TaskState.Verified, StateNote = e.Note, VerifiedBy = item.Actor, PendingCancellation = null },
        TaskReturned e => s with { State = TaskState.InProgress, StateNote = e.Reason, Evidence = "", CompletedBy = "" },
        TaskCancelled e => s with { State = TaskState.Cancelled, StateNote = e.Reason },
        TaskCancellationRequested e => s with { PendingCancellation = new PendingCancellation(item.Actor, e.Reason) },
        TaskCancellationApproved e => s with { State = TaskState.Cancelled, StateNote = e.Reason, PendingCancellation = null },
        TaskCancellationDeclined => s with { PendingCancellation = null },
        TaskReopened e => s with { State = TaskState.Open, StateNote = e.Reason, Evidence = "", CompletedBy = "", VerifiedBy = "", Escalation = 0 },
        TaskRescheduled e => s with { DueAt = e.DueAt, Escalation = 0 },
        TaskPrioritySet e => s with { Priority = e.Priority },
        TaskItemChecked e => s with { Checklist = s.Checklist.ConvertAll(i => i.ItemId == e.ItemId ? i with { CheckedBy = item.Actor } : i) },
        TaskItemUnchecked e => s with { Checklist = s.Checklist.ConvertAll(i => i.ItemId == e.ItemId ? i with { CheckedBy = "" } : i) },
        TaskEscalated e => s with { Escalation = e.Level },
        var unknown => throw new InvalidDataException($"No fold is defined for {unknown.GetType().Name}."),
    };
}
