using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>What ties an incident to its tasks: dependencies without circles, and playbooks whose tasks count at once.</summary>
public sealed class TaskTests
{
    private static readonly TaskDependencyAdded AB = new(IncidentSpec.TaskA, IncidentSpec.TaskB);
    private static readonly TaskDependencyAdded BC = new(IncidentSpec.TaskB, IncidentSpec.TaskC);

    private static string Planned(string key) => TaskId.OfPlaybook(IncidentSpec.Id, Playbooks.Theft.Id, key);

    private static PlaybookApplied Theft { get; } = new(Playbooks.Theft.Id, Playbooks.Theft.Digest,
    [
        new PlannedTask(Planned("reset"), "reset", "Reset passwords", "Of all accounts in the cohort", true, TaskPriority.Urgent, ["Sessions ended", "Mails queued"], [], IncidentSpec.Now.AddHours(4)),
        new PlannedTask(Planned("tell"), "tell", "Tell the hotline", "", true, TaskPriority.High, [], [Planned("reset")]),
        new PlannedTask(Planned("review"), "review", "Review the alerts", "", false, TaskPriority.Low, [], [Planned("tell"), Planned("reset")], IncidentSpec.Now.AddDays(7)),
    ]);

    private static GuardChange[] Counted { get; } =
    [
        new(IncidentSpec.Id, IncidentGuards.MandatoryOpen, Delta: 2),
        .. Theft.Tasks.Select(t => new GuardChange(IncidentSpec.Id, IncidentGuards.TaskOpen(t.TaskId), Delta: 1)),
    ];

    [Fact]
    public void Dependency_ThatClosesACircle_IsRefusedWithThePath()
    {
        var refusal = History.UpTo(Stage.Open).And(AB, BC).When(m => new AddTaskDependency(m, IncidentSpec.TaskC, IncidentSpec.TaskA)).ThenRefused("dependency.cycle");
        Assert.Contains($"{IncidentSpec.TaskC} → {IncidentSpec.TaskA} → {IncidentSpec.TaskB} → {IncidentSpec.TaskC}", refusal.Message, StringComparison.Ordinal);
        History.UpTo(Stage.Open).And(AB).When(m => new AddTaskDependency(m, IncidentSpec.TaskB, IncidentSpec.TaskA)).ThenRefused("dependency.cycle");
    }

    [Fact]
    public void Dependency_OnTheSameTaskByTwoWays_IsNoCircle() => Assert.Equal(
        "", History.UpTo(Stage.Open).And(AB, BC).When(m => new AddTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskC)).Reason);

    [Fact]
    public void Dependency_OnItself_IsRefused() =>
        History.UpTo(Stage.Open).When(m => new AddTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskA)).ThenInvalid("depends_on");

    [Theory]
    [InlineData("tsk-9123456789abcdefghjkmnpqrs", IncidentSpec.TaskA)]
    [InlineData(IncidentSpec.TaskA, "tsk-9123456789abcdefghjkmnpqrs")]
    public void Dependency_OnATaskOfAnotherIncident_IsNotFound(string task, string dependsOn) =>
        History.UpTo(Stage.Open).When(m => new AddTaskDependency(m, task, dependsOn)).ThenRefused(CaseError.NotFound, "task.not_found");

    [Fact]
    public void Dependency_AsItStands_RecordsNothing() =>
        History.UpTo(Stage.Open).And(AB).When(m => new AddTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskB)).ThenNothing();

    [Fact]
    public void Dependency_Removed_IsGone()
    {
        var spec = History.UpTo(Stage.Open).And(AB, BC);
        spec.And(spec.When(m => new RemoveTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskB, "Apart")).Decision.Events);
        Assert.Equal([new TaskDependency(IncidentSpec.TaskB, IncidentSpec.TaskC)], spec.State.TaskDependencies);
        spec.When(m => new RemoveTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskB, "Apart")).ThenRefused("dependency.unknown");
    }

    [Fact]
    public void Dependencies_BeyondTheirNumber_AreRefused()
    {
        var full = History.UpTo(Stage.Open).And(Enumerable.Range(0, 500).Select(i => new TaskDependencyAdded("tsk-x", $"tsk-{i}")));
        full.When(m => new AddTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskB)).ThenRefused("dependency.full");
    }

    [Fact]
    public void Confirm_WithPlaybooks_CountsTheirTasksInTheSameAppend()
    {
        var decision = History.UpTo(Stage.Triaged).When(m => new ConfirmIncident(m, "Logs show it") { Playbooks = [Playbooks.Theft.Id] }, by: People.Cho)
            .Then(new IncidentConfirmed("Logs show it"), Theft);
        Assert.Equal([new GuardChange(IncidentSpec.Id, IncidentGuards.HoldDefault, Delta: 1), .. Counted], decision.Guards);
        Assert.True(decision.Milestone);
    }

    [Fact]
    public void Confirm_WithoutPlaybooks_IsAsItWas() => Assert.Single(
        History.UpTo(Stage.Triaged).When(m => new ConfirmIncident(m, ""), by: People.Cho).Then(new IncidentConfirmed("")).Guards);

    [Fact]
    public void Apply_BringsTasksAndTheirDependencies()
    {
        var spec = History.UpTo(Stage.Contained);
        var decision = spec.When(m => new ApplyPlaybook(m, Playbooks.Theft.Id)).Then(Theft);
        Assert.Equal(Counted, decision.Guards);
        var state = spec.And(decision.Events).State;
        Assert.Equal([Playbooks.Theft.Id], state.Playbooks);
        Assert.Equal(
            [new TaskDependency(Planned("tell"), Planned("reset")), new TaskDependency(Planned("review"), Planned("tell")), new TaskDependency(Planned("review"), Planned("reset"))],
            state.TaskDependencies);
    }

    [Fact]
    public void Apply_OfOptionalTasksOnly_RaisesNoMandatoryGuard() => Assert.DoesNotContain(
        History.UpTo(Stage.Confirmed).When(m => new ApplyPlaybook(m, Playbooks.Device.Id)).Decision.Guards, g => g.Name == IncidentGuards.MandatoryOpen);

    [Fact]
    public void Apply_Twice_IsRefused()
    {
        History.UpTo(Stage.Confirmed).And(Theft).When(m => new ApplyPlaybook(m, Playbooks.Theft.Id)).ThenRefused("playbook.applied");
        History.UpTo(Stage.Triaged).When(m => new ConfirmIncident(m, "") { Playbooks = [Playbooks.Device.Id, Playbooks.Device.Id] }, by: People.Cho).ThenRefused("playbook.applied");
    }

    [Fact]
    public void Playbook_ThatIsNotKnown_IsNamedByItsPlace()
    {
        History.UpTo(Stage.Triaged).When(m => new ConfirmIncident(m, "") { Playbooks = [Playbooks.Device.Id, "arson"] }, by: People.Cho).ThenInvalid("playbooks[1]");
        History.UpTo(Stage.Confirmed).When(m => new ApplyPlaybook(m, "arson")).ThenInvalid("playbook");
    }

    [Theory]
    [InlineData("circle")]
    [InlineData("dangling")]
    public void Playbook_OfWhichNoTasksCanBeMade_IsRefusedWhole(string id) =>
        History.UpTo(Stage.Confirmed).When(m => new ApplyPlaybook(m, id)).ThenRefused("playbook.unsound");
}
