using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Remediation;

/// <summary>What a decision may look at beside the task's own state.</summary>
/// <param name="Now">The instant of recording.</param>
/// <param name="DependsOn">The tasks that must be done before, as the incident has them.</param>
internal sealed record TaskContext(DateTimeOffset Now, IReadOnlyList<string> DependsOn);

/// <summary>The rules of a remediation task. <c>Decide</c> turns a command into events or refuses it; <c>Apply</c> folds an event in.</summary>
/// <remarks>Whether the actor may see the task is asked of its incident before: these rules take that as given.</remarks>
internal sealed partial class RemediationTask : IAggregate<RemediationTaskState>
{
    private const int MaxTitle = 200;
    private const int MaxNote = 2_000;
    private const int MaxText = 8_000;
    private const int MaxItems = 50;

    public static string FoldVersion => "task/1";

    public static RemediationTaskState Empty(string id) => new() { TaskId = id };

    public static string CaseOf(RemediationTaskState state) => state.IncidentId;

    /// <summary>Nothing is left to do: a second person saw that it is done, or it is not needed.</summary>
    public static bool IsDone(RemediationTaskState state) => state.State is TaskState.Verified or TaskState.Cancelled;

    /// <summary>The events that a command makes of a state.</summary>
    /// <exception cref="CaseException">The command is malformed, not allowed now, or not for this actor.</exception>
    public static Decision Decide(RemediationTaskState state, TaskCommand command, TaskContext context)
    {
        if (command is CreateTask create)
        {
            return state.Version == 0 ? Create(state, create, context)
                : throw new CaseException(CaseError.Exists, "task.exists", $"'{state.TaskId}' was created already.");
        }

        if (state.Version == 0)
        {
            throw CaseException.NotFound(state.TaskId);
        }

        if (command.Meta.ExpectedVersion != 0 && command.Meta.ExpectedVersion != state.Version)
        {
            throw CaseException.Stale(state.TaskId, command.Meta.ExpectedVersion, state.Version);
        }

        return command switch
        {
            AssignTask c => Assign(state, c),
            UnassignTask => Unassign(state),
            StartTask => Start(state, context),
            BlockTask c => Block(state, c),
            CompleteTask c => Complete(state, c, context),
            VerifyTask c => Verify(state, c),
            ReturnTask c => Return(state, c),
            CancelTask c => Cancel(state, c),
            RequestTaskCancellation c => RequestCancellation(state, c),
            ApproveTaskCancellation c => ApproveCancellation(state, c),
            DeclineTaskCancellation c => DeclineCancellation(state, c),
            ReopenTask c => Reopen(state, c),
            RescheduleTask c => Reschedule(state, c, context),
            SetTaskPriority c => SetPriority(state, c),
            CheckTaskItem c => Tick(state, c.ItemId, ticked: true),
            UncheckTaskItem c => Tick(state, c.ItemId, ticked: false),
            EscalateTask c => Escalate(state, c),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };
    }

    public static IndexRow? Index(RemediationTaskState state, RemediationTaskState before) => new TaskIndexRow(state);

    private static Decision Create(RemediationTaskState state, CreateTask command, TaskContext context)
    {
        if (command.Origin is { } origin)
        {
            // Decided with the playbook's application, which counted the task as open: there is nothing left to refuse.
            return command.Meta.Actor == Actor.System ? Decision.Of(Created(command, origin, counted: true))
                : throw new InvalidOperationException("Only the system creates what a playbook has planned.");
        }

        var check = new RequestCheck().Required("title", command.Title, MaxTitle).Optional("description", command.Description, MaxText)
            .That(IsKnown(command.Priority), "priority", PriorityForm)
            .That(command.DueAt is not { } due || due > context.Now, "due_at", "is in the past; send an instant to come, or none.")
            .That(command.Checklist.Count <= MaxItems, "checklist", $"holds more than {MaxItems} items; make several tasks of them.");
        for (var i = 0; i < Math.Min(command.Checklist.Count, MaxItems); i++)
        {
            check.Required($"checklist[{i}]", command.Checklist[i], MaxTitle);
        }

        if (command.Assignee.Length > 0)
        {
            check.Person("assignee", command.Assignee);
        }

        check.Throw();
        return Decision.Of(Created(command, new PlaybookOrigin("", ""), counted: false)) with
        {
            Guards = Opening(command.IncidentId, state.TaskId, command.Mandatory),
        };
    }

    private static TaskCreated Created(CreateTask c, PlaybookOrigin origin, bool counted) => new(
        c.IncidentId, c.Title, c.Description, c.Mandatory, c.Priority, c.Checklist, c.Assignee, counted, origin.Playbook, origin.Key, c.DueAt);

    // Closing requires that no mandatory task is open, and opening one that the incident is not closed: of the two, at
    // whatever silos, one comes first.
    private static GuardChange[] Opening(string incident, string task, bool mandatory) =>
    [
        new GuardChange(incident, IncidentGuards.Closed, RequireZero: true),
        new GuardChange(incident, IncidentGuards.Merged, RequireZero: true),
        .. Count(incident, task, mandatory, 1),
    ];

    private static GuardChange[] Ending(RemediationTaskState state) => Count(state.IncidentId, state.TaskId, state.Mandatory, -1);

    private static GuardChange[] Count(string incident, string task, bool mandatory, int delta) => mandatory
        ? [new GuardChange(incident, IncidentGuards.TaskOpen(task), delta), new GuardChange(incident, IncidentGuards.MandatoryOpen, delta)]
        : [new GuardChange(incident, IncidentGuards.TaskOpen(task), delta)];

    private static Decision Assign(RemediationTaskState state, AssignTask command)
    {
        new RequestCheck().Person("assignee", command.Assignee).Throw();
        Require(state, "be assigned", TaskState.Open, TaskState.InProgress, TaskState.Blocked);
        return state.Assignee == command.Assignee ? Decision.Nothing : Decision.Of(new TaskAssigned(command.Assignee));
    }

    private static Decision Unassign(RemediationTaskState state)
    {
        Require(state, "be unassigned", TaskState.Open, TaskState.InProgress, TaskState.Blocked);
        return state.Assignee.Length == 0 ? Decision.Nothing : Decision.Of(new TaskUnassigned(state.Assignee));
    }

    private static Decision SetPriority(RemediationTaskState state, SetTaskPriority command)
    {
        new RequestCheck().That(IsKnown(command.Priority), "priority", PriorityForm).Throw();
        RequireOpen(state, "get another priority");
        return state.Priority == command.Priority ? Decision.Nothing : Decision.Of(new TaskPrioritySet(command.Priority));
    }

    private static Decision Tick(RemediationTaskState state, string itemId, bool ticked)
    {
        var item = state.Checklist.Find(i => i.ItemId == itemId) ?? throw new CaseException(
            CaseError.NotFound, "task.item_not_found", $"'{state.TaskId}' has no checklist item '{itemId}'. Its items are listed by GetTask.");
        Require(state, "have its checklist changed", TaskState.Open, TaskState.InProgress, TaskState.Blocked);
        return item.CheckedBy.Length > 0 == ticked ? Decision.Nothing
            : Decision.Of(ticked ? new TaskItemChecked(itemId) : new TaskItemUnchecked(itemId));
    }

    private const string PriorityForm = "is not set; send LOW, NORMAL, HIGH or URGENT.";

    private static bool IsKnown(TaskPriority priority) => Enum.IsDefined(priority) && priority != TaskPriority.None;

    private static void RequireOpen(RemediationTaskState state, string what) =>
        Require(state, what, TaskState.Open, TaskState.InProgress, TaskState.Blocked, TaskState.Completed);

    private static void Require(RemediationTaskState state, string what, params ReadOnlySpan<TaskState> states)
    {
        if (!states.Contains(state.State))
        {
            throw CaseException.Refused(
                "task.state", $"'{state.TaskId}' is {Name(state.State)} and can't {what}. That is possible from {string.Join(", ", states.ToArray().Select(Name))}.");
        }
    }

    private static string Name(TaskState state) => state == TaskState.InProgress ? "IN_PROGRESS" : state.ToString().ToUpperInvariant();
}
