using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Remediation;

/// <summary>Every command in every state: it makes its event where the table says so, and is refused everywhere else.</summary>
public sealed class TaskTableTests
{
    private const string Workable = "Open InProgress Blocked";
    private const string NotDone = Workable + " Completed";
    private const string All = NotDone + " Verified Cancelled";

    private sealed record Row(string States, string Event, Func<CommandMeta, TaskCommand> Command, Actor? By = null, bool Mandatory = true, bool Ticked = true, bool Asked = false);

    private static readonly Dictionary<string, Row> Table = new(StringComparer.Ordinal)
    {
        ["AssignTask"] = new(Workable, "task.assigned.v1", m => new AssignTask(m, People.Cho.Person)),
        ["UnassignTask"] = new(Workable, "task.unassigned.v1", m => new UnassignTask(m)),
        ["StartTask"] = new("Open Blocked", "task.started.v1", m => new StartTask(m)),
        ["BlockTask"] = new("Open InProgress", "task.blocked.v1", m => new BlockTask(m, "The vendor is silent")),
        ["CompleteTask"] = new("Open InProgress", "task.completed.v1", m => new CompleteTask(m, "Change 4711")),
        ["VerifyTask"] = new("Completed", "task.verified.v1", m => new VerifyTask(m, "Seen")),
        ["ReturnTask"] = new("Completed", "task.returned.v1", m => new ReturnTask(m, "One key is left")),
        ["CancelTask"] = new(NotDone, "task.cancelled.v1", m => new CancelTask(m, "Not needed"), Mandatory: false),
        ["RequestTaskCancellation"] = new(NotDone, "task.cancellation-requested.v1", m => new RequestTaskCancellation(m, "The system is gone")),
        ["ApproveTaskCancellation"] = new(NotDone, "task.cancellation-approved.v1", m => new ApproveTaskCancellation(m), Asked: true),
        ["DeclineTaskCancellation"] = new(NotDone, "task.cancellation-declined.v1", m => new DeclineTaskCancellation(m, "It is there"), Asked: true),
        ["ReopenTask"] = new("Verified Cancelled", "task.reopened.v1", m => new ReopenTask(m, "The key was seen again")),
        ["RescheduleTask"] = new(NotDone, "task.rescheduled.v1", m => new RescheduleTask(m, IncidentSpec.Now.AddDays(1), "The vendor is late")),
        ["SetTaskPriority"] = new(NotDone, "task.priority-set.v1", m => new SetTaskPriority(m, TaskPriority.Urgent)),
        ["CheckTaskItem"] = new(Workable, "task.item-checked.v1", m => new CheckTaskItem(m, "itm-1"), Ticked: false),
        ["UncheckTaskItem"] = new(Workable, "task.item-unchecked.v1", m => new UncheckTaskItem(m, "itm-1")),
        ["EscalateTask"] = new(NotDone, "task.escalated.v1", m => new EscalateTask(m, TaskSpec.Due), By: Actor.System),
    };

    public static TheoryData<string> Names() => [.. Table.Keys];

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var (command, row) in Table)
        {
            foreach (var state in All.Split(' '))
            {
                // A clock that runs out after the task was done is no mistake of anybody: nothing is recorded.
                cells.Add(command, state, row.States.Split(' ').Contains(state) ? "event:" + row.Event : command == "EscalateTask" ? "event:" : "task.state");
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Command_InState_IsAllowedOrRefusedByTheTable(string command, string state, string expected)
    {
        var row = Table[command];
        var spec = TaskSpec.In(Enum.Parse<TaskState>(state), row.Mandatory);
        spec = row.Ticked ? spec.Ticked() : spec;
        spec = row.Asked ? spec.And(People.Rana, new TaskCancellationRequested("The system is gone")) : spec;
        if (!row.Ticked)
        {
            spec.And(People.Rana, new TaskItemUnchecked("itm-1"));
        }

        var outcome = spec.When(row.Command, row.By);
        Assert.Equal(expected, outcome.Reason.Length > 0 ? outcome.Reason : "event:" + string.Join(' ', outcome.Names));
    }

    [Fact]
    public void Table_CoversEveryKindOfCommand() => Assert.Equal(
        typeof(TaskCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(TaskCommand)) && t != typeof(CreateTask)).Select(t => t.Name).Order(StringComparer.Ordinal),
        Table.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OnUnknownTask_IsNotFound(string command) =>
        TaskSpec.Given().When(Table[command].Command, Table[command].By).ThenRefused(CaseError.NotFound, "case.not_found");

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OnAnotherVersion_IsStale(string command)
    {
        var refusal = TaskSpec.In(TaskState.Open).When(Table[command].Command, Table[command].By, expectedVersion: 7).ThenRefused(CaseError.Stale, "version.stale");
        Assert.Equal("1", refusal.Metadata["current_version"]);
    }
}
