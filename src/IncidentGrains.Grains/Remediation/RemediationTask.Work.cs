using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Remediation;

// From the first hand laid on it to the second person who saw that it is done, or that it is not needed.
internal sealed partial class RemediationTask
{
    private static Decision Start(RemediationTaskState state, TaskContext context)
    {
        Require(state, "be started", TaskState.Open, TaskState.Blocked);
        return Decision.Of(new TaskStarted(state.State)) with { Guards = AfterOthers(state, context) };
    }

    private static Decision Block(RemediationTaskState state, BlockTask command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        Require(state, "be blocked", TaskState.Open, TaskState.InProgress);
        return Decision.Of(new TaskBlocked(command.Reason));
    }

    private static Decision Complete(RemediationTaskState state, CompleteTask command, TaskContext context)
    {
        new RequestCheck().Required("evidence", command.Evidence, MaxText).Throw();
        Require(state, "be completed", TaskState.Open, TaskState.InProgress);
        var left = state.Checklist.FindAll(i => i.CheckedBy.Length == 0);
        return left.Count == 0
            ? Decision.Of(new TaskCompleted(command.Evidence)) with { Guards = AfterOthers(state, context) }
            : throw CaseException.Refused(
                "task.checklist_open", $"{left.Count} item(s) of the checklist of '{state.TaskId}' are open: {string.Join(", ", left.Select(i => i.ItemId))}. Check them first.");
    }

    private static Decision Verify(RemediationTaskState state, VerifyTask command)
    {
        new RequestCheck().Optional("note", command.Note, MaxNote).Throw();
        Require(state, "be verified", TaskState.Completed);
        var actor = command.Meta.Actor;
        NoIntegration(actor);
        return actor.Person == state.CompletedBy || actor.Person == state.Assignee
            ? throw SecondPerson($"'{state.TaskId}' was done by you. Another person has to verify it.")
            : Decision.Of(new TaskVerified(command.Note)) with { Guards = Ending(state) };
    }

    // Whoever declared it done may take that back: only a yes needs a second person.
    private static Decision Return(RemediationTaskState state, ReturnTask command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        Require(state, "be returned", TaskState.Completed);
        NoIntegration(command.Meta.Actor);
        return Decision.Of(new TaskReturned(command.Reason));
    }

    private static Decision Cancel(RemediationTaskState state, CancelTask command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        RequireOpen(state, "be cancelled");
        return state.Mandatory
            ? throw SecondPerson($"'{state.TaskId}' is mandatory. Send RequestTaskCancellation; a second person then approves it.")
            : Decision.Of(new TaskCancelled(command.Reason)) with { Guards = Ending(state) };
    }

    private static Decision RequestCancellation(RemediationTaskState state, RequestTaskCancellation command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        RequireOpen(state, "be cancelled");
        return !state.Mandatory ? throw CaseException.Refused("task.optional", $"'{state.TaskId}' is optional. Send CancelTask; it needs no second person.")
            : state.PendingCancellation is not null
                ? throw CaseException.Refused("task.cancellation_pending", $"A cancellation of '{state.TaskId}' waits for its decision already.")
            : Decision.Of(new TaskCancellationRequested(command.Reason));
    }

    private static Decision ApproveCancellation(RemediationTaskState state, ApproveTaskCancellation command)
    {
        var pending = Pending(state, command.Meta.Actor);
        return Decision.Of(new TaskCancellationApproved(pending.Reason)) with { Guards = Ending(state) };
    }

    private static Decision DeclineCancellation(RemediationTaskState state, DeclineTaskCancellation command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        Pending(state, command.Meta.Actor);
        return Decision.Of(new TaskCancellationDeclined(command.Reason));
    }

    private static Decision Reopen(RemediationTaskState state, ReopenTask command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        Require(state, "be reopened", TaskState.Verified, TaskState.Cancelled);
        return Decision.Of(new TaskReopened(command.Reason)) with { Guards = Opening(state.IncidentId, state.TaskId, state.Mandatory) };
    }

    private static PendingCancellation Pending(RemediationTaskState state, Actor actor)
    {
        RequireOpen(state, "have its cancellation decided");
        var pending = state.PendingCancellation
            ?? throw CaseException.Refused("task.no_cancellation", $"Nobody asked to cancel '{state.TaskId}'. Send RequestTaskCancellation first.");
        NoIntegration(actor);
        return actor.Person == pending.RequestedBy
            ? throw SecondPerson($"The cancellation of '{state.TaskId}' was requested by you. Another person has to decide on it.")
            : pending;
    }

    // What it waits for must be done, at the instant of the append itself.
    private static GuardChange[] AfterOthers(RemediationTaskState state, TaskContext context) =>
        [.. context.DependsOn.Select(d => new GuardChange(state.IncidentId, IncidentGuards.TaskOpen(d), RequireZero: true))];

    private static void NoIntegration(Actor actor)
    {
        if (actor.IsAny(Roles.Integration))
        {
            throw SecondPerson("An integration is never the second person. A person has to decide on it.");
        }
    }

    private static CaseException SecondPerson(string message) => CaseException.Refused("task.second_person", message);
}
