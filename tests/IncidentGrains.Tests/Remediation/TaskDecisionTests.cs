using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Remediation;

/// <summary>Who may do what to a task, what counts, and what stands in the way.</summary>
public sealed class TaskDecisionTests
{
    private static readonly GuardChange OpenUp = new(IncidentSpec.Id, IncidentGuards.TaskOpen(TaskSpec.Id), Delta: 1);
    private static readonly GuardChange OpenDown = OpenUp with { Delta = -1 };
    private static readonly GuardChange MandatoryUp = new(IncidentSpec.Id, IncidentGuards.MandatoryOpen, Delta: 1);
    private static readonly GuardChange MandatoryDown = MandatoryUp with { Delta = -1 };
    private static readonly GuardChange NotClosed = new(IncidentSpec.Id, IncidentGuards.Closed, RequireZero: true);
    private static readonly GuardChange NotMerged = new(IncidentSpec.Id, IncidentGuards.Merged, RequireZero: true);

    private static CreateTask New(CommandMeta m, bool mandatory = true) =>
        new(m, IncidentSpec.Id, "Rotate the signing key", "All of them", mandatory, TaskPriority.High, TaskSpec.Due, ["Made", "Rolled out"], People.Rana.Person);

    [Fact]
    public void Create_Decision_CountsTheTaskUnlessTheIncidentHasEnded()
    {
        Assert.Equal([NotClosed, NotMerged, OpenUp, MandatoryUp], TaskSpec.Given().When(m => New(m)).Then(TaskSpec.Created()).Guards);
        Assert.Equal([NotClosed, NotMerged, OpenUp], TaskSpec.Given().When(m => New(m, mandatory: false)).Then(TaskSpec.Created(mandatory: false)).Guards);
    }

    [Fact]
    public void Create_OfAPlaybook_CountsNothingAgain()
    {
        var outcome = TaskSpec.Given().When(m => New(m) with { Assignee = "", Origin = new PlaybookOrigin("credential-theft", "reset") }, by: Actor.System);
        var expected = TaskSpec.Created() with { Assignee = "", Counted = true, Playbook = "credential-theft", PlaybookKey = "reset" };
        Assert.Empty(outcome.Then(expected).Guards);
    }

    [Fact]
    public void Create_OfAPlaybook_IsForTheSystemAlone() => Assert.Throws<InvalidOperationException>(
        () => TaskSpec.Given().When(m => New(m) with { Origin = new PlaybookOrigin("credential-theft", "reset") }));

    [Fact]
    public void Create_Again_IsRefused() => TaskSpec.In(TaskState.Open).When(m => New(m)).ThenRefused(CaseError.Exists, "task.exists");

    [Fact]
    public void Create_WithBadFields_NamesEach() => TaskSpec.Given()
        .When(m => New(m) with { Title = " ", Description = "write to kim@example.com", Priority = TaskPriority.None, DueAt = IncidentSpec.Now, Checklist = ["a", ""], Assignee = "kim" })
        .ThenInvalid("title", "description", "priority", "due_at", "checklist[1]", "assignee");

    [Fact]
    public void Create_WithTooManyItems_IsRefused()
    {
        TaskSpec.Given().When(m => New(m) with { Checklist = [.. Enumerable.Repeat("a", 51)] }).ThenInvalid("checklist");
        Assert.Equal("", TaskSpec.Given().When(m => New(m) with { Checklist = [.. Enumerable.Repeat("a", 50)] }).Reason);
    }

    [Theory]
    [InlineData(TaskState.Open)]
    [InlineData(TaskState.InProgress)]
    public void StartAndComplete_RequireThatAllBeforeAreDone(TaskState state)
    {
        GuardChange[] expected = [new(IncidentSpec.Id, IncidentGuards.TaskOpen(IncidentSpec.TaskB), RequireZero: true)];
        var spec = TaskSpec.WaitingFor(IncidentSpec.TaskB, TaskSpec.Created()).Ticked();
        if (state == TaskState.Open)
        {
            Assert.Equal(expected, spec.When(m => new StartTask(m)).Then(new TaskStarted(TaskState.Open)).Guards);
        }
        else
        {
            Assert.Equal(expected, spec.And(People.Rana, new TaskStarted(TaskState.Open)).When(m => new CompleteTask(m, "Done")).Then(new TaskCompleted("Done")).Guards);
        }
    }

    [Fact]
    public void Complete_WithOpenItems_NamesThem()
    {
        var refusal = TaskSpec.In(TaskState.InProgress).And(People.Rana, new TaskItemChecked("itm-1")).When(m => new CompleteTask(m, "Done")).ThenRefused("task.checklist_open");
        Assert.Contains("itm-2", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("itm-1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_BySecondPerson_EndsTheTask()
    {
        Assert.Equal([OpenDown, MandatoryDown], TaskSpec.In(TaskState.Completed).When(m => new VerifyTask(m, "")).Then(new TaskVerified("")).Guards);
        Assert.Equal([OpenDown], TaskSpec.In(TaskState.Completed, mandatory: false).When(m => new VerifyTask(m, "")).Then(new TaskVerified("")).Guards);
    }

    [Fact]
    public void Verify_ByCompleterAssigneeOrIntegration_IsRefused()
    {
        TaskSpec.In(TaskState.Completed).When(m => new VerifyTask(m, ""), by: People.Rana).ThenRefused("task.second_person");
        TaskSpec.In(TaskState.Completed).When(m => new VerifyTask(m, ""), by: People.Siem).ThenRefused("task.second_person");
        var byAnother = TaskSpec.In(TaskState.InProgress).Ticked().And(People.Siem, new TaskCompleted("Change 4711"));
        byAnother.When(m => new VerifyTask(m, ""), by: People.Rana).ThenRefused("task.second_person");
        Assert.Equal("", byAnother.When(m => new VerifyTask(m, ""), by: People.Cho).Reason);
    }

    [Fact]
    public void Return_TakesTheCompletionBack()
    {
        var spec = TaskSpec.In(TaskState.Completed);
        var state = spec.And(People.Paula, spec.When(m => new ReturnTask(m, "One key is left")).Decision.Events).State;
        Assert.Equal((TaskState.InProgress, "", ""), (state.State, state.CompletedBy, state.Evidence));
        TaskSpec.In(TaskState.Completed).When(m => new ReturnTask(m, "No"), by: People.Siem).ThenRefused("task.second_person");
    }

    [Fact]
    public void Cancel_OfAnOptionalTask_NeedsNoSecondPerson()
    {
        Assert.Equal([OpenDown], TaskSpec.In(TaskState.Open, mandatory: false).When(m => new CancelTask(m, "Not needed")).Then(new TaskCancelled("Not needed")).Guards);
        TaskSpec.In(TaskState.Open, mandatory: false).When(m => new RequestTaskCancellation(m, "Not needed")).ThenRefused("task.optional");
    }

    [Fact]
    public void Cancel_OfAMandatoryTask_TakesTwoPeople()
    {
        var spec = TaskSpec.In(TaskState.Open);
        spec.When(m => new CancelTask(m, "Not needed")).ThenRefused("task.second_person");
        spec.When(m => new ApproveTaskCancellation(m)).ThenRefused("task.no_cancellation");
        Assert.Empty(spec.When(m => new RequestTaskCancellation(m, "Gone")).Then(new TaskCancellationRequested("Gone")).Guards);
        spec.And(People.Rana, new TaskCancellationRequested("Gone"));
        spec.When(m => new RequestTaskCancellation(m, "Gone")).ThenRefused("task.cancellation_pending");
        foreach (var by in new[] { People.Rana, People.Siem })
        {
            spec.When(m => new ApproveTaskCancellation(m), by).ThenRefused("task.second_person");
            spec.When(m => new DeclineTaskCancellation(m, "No"), by).ThenRefused("task.second_person");
        }

        Assert.Equal([OpenDown, MandatoryDown], spec.When(m => new ApproveTaskCancellation(m)).Then(new TaskCancellationApproved("Gone")).Guards);
        Assert.Null(spec.And(People.Paula, new TaskCancellationDeclined("No")).State.PendingCancellation);
    }

    [Fact]
    public void Reopen_CountsAgain_UnlessTheIncidentHasEnded()
    {
        var spec = TaskSpec.In(TaskState.Verified);
        Assert.Equal([NotClosed, NotMerged, OpenUp, MandatoryUp], spec.When(m => new ReopenTask(m, "Seen again")).Then(new TaskReopened("Seen again")).Guards);
        var state = spec.And(People.Cho, new TaskReopened("Seen again")).State;
        Assert.Equal((TaskState.Open, "", "", ""), (state.State, state.CompletedBy, state.VerifiedBy, state.Evidence));
    }

    [Fact]
    public void Command_ForWhatStandsAlready_RecordsNothing()
    {
        TaskSpec.In(TaskState.Open).When(m => new AssignTask(m, People.Rana.Person)).ThenNothing();
        TaskSpec.In(TaskState.Open).And(People.Cho, new TaskUnassigned(People.Rana.Person)).When(m => new UnassignTask(m)).ThenNothing();
        TaskSpec.In(TaskState.Open).When(m => new SetTaskPriority(m, TaskPriority.High)).ThenNothing();
        TaskSpec.In(TaskState.Open).When(m => new RescheduleTask(m, TaskSpec.Due, "The same")).ThenNothing();
        TaskSpec.In(TaskState.Open).When(m => new UncheckTaskItem(m, "itm-1")).ThenNothing();
        TaskSpec.In(TaskState.Open).Ticked().When(m => new CheckTaskItem(m, "itm-1")).ThenNothing();
    }

    [Fact]
    public void Item_ThatIsNotThere_IsNotFound() =>
        TaskSpec.In(TaskState.Open).When(m => new CheckTaskItem(m, "itm-3")).ThenRefused(CaseError.NotFound, "task.item_not_found");

    [Fact]
    public void Texts_AreCheckedInEveryCommandThatCarriesOne()
    {
        const string Personal = "write to kim@example.com";
        var texts = new Dictionary<string, Func<CommandMeta, string, TaskCommand>>(StringComparer.Ordinal)
        {
            ["BlockTask reason"] = (m, t) => new BlockTask(m, t),
            ["CompleteTask evidence"] = (m, t) => new CompleteTask(m, t),
            ["VerifyTask note"] = (m, t) => new VerifyTask(m, t),
            ["ReturnTask reason"] = (m, t) => new ReturnTask(m, t),
            ["CancelTask reason"] = (m, t) => new CancelTask(m, t),
            ["RequestTaskCancellation reason"] = (m, t) => new RequestTaskCancellation(m, t),
            ["DeclineTaskCancellation reason"] = (m, t) => new DeclineTaskCancellation(m, t),
            ["ReopenTask reason"] = (m, t) => new ReopenTask(m, t),
            ["RescheduleTask reason"] = (m, t) => new RescheduleTask(m, null, t),
        };
        string[] ids = ["IncidentId", "Assignee", "ItemId", "Title", "Description"];
        var free = typeof(TaskCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(TaskCommand)))
            .SelectMany(t => t.GetProperties().Where(p => p.PropertyType == typeof(string) && !ids.Contains(p.Name)).Select(p => $"{t.Name} {p.Name.ToLowerInvariant()}"));
        Assert.Equal(free.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(texts, t =>
        {
            TaskSpec.In(TaskState.Open).When(m => t.Value(m, Personal)).ThenInvalid(t.Key.Split(' ')[1]);
            TaskSpec.In(TaskState.Open).When(m => t.Value(m, new string('x', 8_001))).ThenInvalid(t.Key.Split(' ')[1]);
        });
    }
}
