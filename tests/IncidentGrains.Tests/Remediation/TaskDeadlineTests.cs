using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Proof;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Remediation;

/// <summary>Deadlines: which clock is set with which append, and what its running out does.</summary>
public sealed class TaskDeadlineTests
{
    [Theory]
    [InlineData(TaskPriority.Urgent, 1)]
    [InlineData(TaskPriority.High, 4)]
    [InlineData(TaskPriority.Normal, 24)]
    [InlineData(TaskPriority.Low, 72)]
    public void Escalation_OfAPriority_ComesAgainAfterItsInterval(TaskPriority priority, int hours)
    {
        var spec = TaskSpec.Given(TaskSpec.Created(priority: priority));
        spec.And(Actor.System, spec.When(Clock(TaskSpec.Due), Actor.System).Then(new TaskEscalated(1, TaskSpec.Due)).Events);
        var again = TaskSpec.Due.AddHours(hours);
        Assert.Equal(again, RemediationTask.NextEscalation(spec.State));
        spec.And(Actor.System, spec.When(Clock(again), Actor.System).Then(new TaskEscalated(2, again)).Events);
        Assert.Equal((2, null), (spec.State.Escalation, RemediationTask.NextEscalation(spec.State)));
        spec.When(Clock(again), Actor.System).ThenNothing();
    }

    [Fact]
    public void Escalation_OfAnotherInstant_RecordsNothing()
    {
        TaskSpec.In(TaskState.Open).When(Clock(TaskSpec.Due.AddTicks(10)), Actor.System).ThenNothing();
        TaskSpec.In(TaskState.Open).And(People.Cho, new TaskRescheduled("Late", TaskSpec.Due.AddDays(1))).When(Clock(TaskSpec.Due), Actor.System).ThenNothing();
        TaskSpec.In(TaskState.Open).And(People.Cho, new TaskRescheduled("Never")).When(Clock(TaskSpec.Due), Actor.System).ThenNothing();
    }

    [Fact]
    public void Escalation_ByAPerson_IsADefect() =>
        Assert.Throws<InvalidOperationException>(() => TaskSpec.In(TaskState.Open).When(Clock(TaskSpec.Due), People.Cho));

    [Fact]
    public void Clock_IsSetWithWhateverChangesTheNextEscalation()
    {
        var later = TaskSpec.Due.AddDays(1);
        Assert.Equal(new ClockSet("task-due", Instants.ToMicros(TaskSpec.Due)), Set(TaskSpec.Nothing, TaskSpec.Created()));
        Assert.Null(Set(TaskSpec.Nothing, TaskSpec.Created() with { DueAt = null }));
        Assert.Null(Set(TaskSpec.In(TaskState.Open), new TaskStarted(TaskState.Open)));
        Assert.Equal(new ClockSet("task-due", Instants.ToMicros(later)), Set(TaskSpec.In(TaskState.Open), new TaskRescheduled("Late", later)));
        Assert.Equal(new ClockSet("task-due", null), Set(TaskSpec.In(TaskState.Open), new TaskRescheduled("Never")));
        Assert.Equal(new ClockSet("task-due", Instants.ToMicros(TaskSpec.Due.AddHours(4))), Set(TaskSpec.In(TaskState.Open), new TaskEscalated(1, TaskSpec.Due)));
        var escalated = TaskSpec.In(TaskState.Open).And(Actor.System, new TaskEscalated(1, TaskSpec.Due));
        Assert.Equal(new ClockSet("task-due", Instants.ToMicros(TaskSpec.Due.AddHours(1))), Set(escalated, new TaskPrioritySet(TaskPriority.Urgent)));
        Assert.Null(Set(TaskSpec.In(TaskState.InProgress), new TaskCompleted("Done")));
        Assert.Equal(new ClockSet("task-due", null), Set(TaskSpec.In(TaskState.Completed), new TaskVerified("")));
        Assert.Equal(new ClockSet("task-due", Instants.ToMicros(TaskSpec.Due)), Set(TaskSpec.In(TaskState.Verified), new TaskReopened("Again")));
    }

    [Fact]
    public void Reschedule_IntoThePast_IsRefused() =>
        TaskSpec.In(TaskState.Open).When(m => new RescheduleTask(m, IncidentSpec.Now, "Late")).ThenInvalid("due_at");

    private static Func<CommandMeta, TaskCommand> Clock(DateTimeOffset due) => m => new EscalateTask(m, due);

    private static ClockSet? Set(TaskSpec spec, IDomainEvent item) => RemediationTask.Clock(
        RemediationTask.Apply(spec.State, new RecordedEvent(spec.State.Version + 1, People.Cho.Person, IncidentSpec.Now, item)), spec.State);
}
