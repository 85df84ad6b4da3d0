using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Remediation;

/// <summary>The stored names of tasks' events. A name is never reused for another shape.</summary>
internal static class RemediationEventTypes
{
    public static EventTypes AddRemediation(this EventTypes types)
    {
        var json = new RemediationJson(EventTypes.Readable(RemediationJson.Default.Options));
        return types
            .Add("task.created.v1", json.TaskCreated)
            .Add("task.assigned.v1", json.TaskAssigned)
            .Add("task.unassigned.v1", json.TaskUnassigned)
            .Add("task.started.v1", json.TaskStarted)
            .Add("task.blocked.v1", json.TaskBlocked)
            .Add("task.completed.v1", json.TaskCompleted)
            .Add("task.verified.v1", json.TaskVerified)
            .Add("task.returned.v1", json.TaskReturned)
            .Add("task.cancelled.v1", json.TaskCancelled)
            .Add("task.cancellation-requested.v1", json.TaskCancellationRequested)
            .Add("task.cancellation-approved.v1", json.TaskCancellationApproved)
            .Add("task.cancellation-declined.v1", json.TaskCancellationDeclined)
            .Add("task.reopened.v1", json.TaskReopened)
            .Add("task.rescheduled.v1", json.TaskRescheduled)
            .Add("task.priority-set.v1", json.TaskPrioritySet)
            .Add("task.item-checked.v1", json.TaskItemChecked)
            .Add("task.item-unchecked.v1", json.TaskItemUnchecked)
            .Add("task.escalated.v1", json.TaskEscalated);
    }
}
