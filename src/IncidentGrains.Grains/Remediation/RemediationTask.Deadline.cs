using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Remediation;

// Deadlines: a clock row is set with each append that changes the next one, so that none is ever without its clock.
internal sealed partial class RemediationTask
{
    /// <summary>The task's clock: due at the deadline, and once more an interval later.</summary>
    public const string ClockName = "task-due";

    private const int LastLevel = 2;

    /// <summary>The instant at which the task is to be escalated next; null if it has no deadline, is done, or was escalated twice.</summary>
    public static DateTimeOffset? NextEscalation(RemediationTaskState state) => IsDone(state) || state.DueAt is not { } due ? null : state.Escalation switch
    {
        0 => due,
        1 => due + Interval(state.Priority),
        _ => null,
    };

    public static ClockSet? Clock(RemediationTaskState state, RemediationTaskState before)
    {
        var next = NextEscalation(state);
        return next == NextEscalation(before) ? null : new ClockSet(ClockName, next is { } at ? Instants.ToMicros(at) : null);
    }

    // Whether the instant has come was decided where the clock was claimed, by the earlier of two clocks; asking the clock
    // of this silo too would lose the escalation if that one is behind. What is decided here is whether it still matters.
    private static Decision Escalate(RemediationTaskState state, EscalateTask command) =>
        command.Meta.Actor != Actor.System ? throw new InvalidOperationException("Only the system escalates tasks.")
        : NextEscalation(state) == command.DueAt ? Decision.Of(new TaskEscalated(Math.Min(state.Escalation + 1, LastLevel), command.DueAt))
        : Decision.Nothing;

    private static Decision Reschedule(RemediationTaskState state, RescheduleTask command, TaskContext context)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote)
            .That(command.DueAt is not { } due || due > context.Now, "due_at", "is in the past; send an instant to come, or none.")
            .Throw();
        RequireOpen(state, "be rescheduled");
        return state.DueAt == command.DueAt ? Decision.Nothing : Decision.Of(new TaskRescheduled(command.Reason, command.DueAt));
    }

    // How long after the deadline it is escalated a second time.
    private static TimeSpan Interval(TaskPriority priority) => priority switch
    {
        TaskPriority.Urgent => TimeSpan.FromHours(1),
        TaskPriority.High => TimeSpan.FromHours(4),
        TaskPriority.Normal => TimeSpan.FromHours(24),
        _ => TimeSpan.FromHours(72),
    };
}
