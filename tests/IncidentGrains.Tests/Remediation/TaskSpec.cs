using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Remediation;

/// <summary>Given events, when a command, then events or a refusal: the rules of a task without a host.</summary>
internal sealed class TaskSpec
{
    public const string Id = IncidentSpec.TaskA;

    private readonly IReadOnlyList<string> _dependsOn;

    private TaskSpec(params IReadOnlyList<string> dependsOn) => _dependsOn = dependsOn;

    public static DateTimeOffset Due { get; } = IncidentSpec.Now.AddHours(12);

    public RemediationTaskState State { get; private set; } = RemediationTask.Empty(Id);

    private static EventTypes Types { get; } = new EventTypes().AddRemediation();

    public static TaskSpec Nothing { get; } = new();

    /// <summary>A task as its creator made it: with two items, a deadline, assigned to Rana.</summary>
    public static TaskCreated Created(bool mandatory = true, TaskPriority priority = TaskPriority.High) => new(
        IncidentSpec.Id, "Rotate the signing key", "All of them", mandatory, priority, ["Made", "Rolled out"], People.Rana.Person, false, "", "", Due);

    public static TaskSpec Given(params IEnumerable<IDomainEvent> events) => new TaskSpec().And(People.Cho, events);

    public static TaskSpec WaitingFor(string other, params IEnumerable<IDomainEvent> events) => new TaskSpec(other).And(People.Cho, events);

    /// <summary>The task in a state, done by Rana.</summary>
    public static TaskSpec In(TaskState state, bool mandatory = true) => state switch
    {
        TaskState.Open => Given(Created(mandatory)),
        TaskState.InProgress => In(TaskState.Open, mandatory).And(People.Rana, new TaskStarted(TaskState.Open)),
        TaskState.Blocked => In(TaskState.InProgress, mandatory).And(People.Rana, new TaskBlocked("The vendor is silent")),
        TaskState.Completed => In(TaskState.InProgress, mandatory).Ticked().And(People.Rana, new TaskCompleted("Change 4711")),
        TaskState.Verified => In(TaskState.Completed, mandatory).And(People.Paula, new TaskVerified("Seen")),
        TaskState.Cancelled => In(TaskState.Open, mandatory).And(People.Cho, new TaskCancelled("Not needed")),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public TaskSpec Ticked() => And(People.Rana, new TaskItemChecked("itm-1"), new TaskItemChecked("itm-2"));

    public TaskSpec And(Actor by, params IEnumerable<IDomainEvent> events)
    {
        foreach (var item in events)
        {
            State = RemediationTask.Apply(State, new RecordedEvent(State.Version + 1, by.Person, IncidentSpec.T0.AddMinutes(State.Version), item));
        }

        return this;
    }

    public Outcome When(Func<CommandMeta, TaskCommand> command, Actor? by = null, long expectedVersion = 0)
    {
        try
        {
            var made = command(new CommandMeta("cmd-1", by ?? People.Paula, expectedVersion));
            return new Outcome(Types, RemediationTask.Decide(State, made, new TaskContext(IncidentSpec.Now, _dependsOn)), null);
        }
        catch (CaseException refusal)
        {
            return new Outcome(Types, null, refusal);
        }
    }
}
