using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Tasks on two silos: what is recorded, what they wait for, who sees them, and what they keep an incident from.</summary>
[Collection(SiloCollection.Name)]
public sealed class TaskGrainTests(SiloFixture silos)
{
    [Fact]
    public async Task Task_ThroughItsLife_LetsTheIncidentCloseAtItsEnd()
    {
        var incident = (await silos.Open()).IncidentId;
        var id = (await silos.Create(incident)).Task.TaskId;
        await silos.Task(id).Execute(new StartTask(SiloFixture.By(People.Responder)));
        var refused = await Refused(() => Close(incident));
        Assert.Equal(("close.mandatory_open", id), (refused.Reason, refused.Metadata["open_tasks"]));
        Assert.Contains($"'{id}' (Rotate the key)", refused.Message, StringComparison.Ordinal);
        Assert.Equal("merge.mandatory_open", (await Refused(async () => await silos.Incident(incident).Execute(
            new MergeIncident(SiloFixture.By(People.Commander), (await silos.Open()).IncidentId, "the same")))).Reason);

        await silos.Task(id).Execute(new CompleteTask(SiloFixture.By(People.Responder), "Change 4711"));
        var verified = await silos.Task(id).Execute(new VerifyTask(SiloFixture.By(People.Commander), "Seen"));

        Assert.Equal((TaskState.Verified, 4L), (verified.Task.State, verified.Task.Version));
        Assert.Equal(Stage.Closed, (await Close(incident)).Stage);
        Assert.Equal("task.incident_closed", (await Refused(() => silos.Task(id).Execute(new ReopenTask(SiloFixture.By(People.Commander), "again")))).Reason);
        Assert.Equal("task.incident_closed", (await Refused(() => silos.Create(incident, mandatory: false))).Reason);
        Assert.All(await silos.Reader.Stream(id), e => Assert.Equal(incident, e.Header.CaseId));
    }

    [Fact]
    public async Task Task_ThatWaits_StartsOnceTheOtherIsDone()
    {
        var incident = (await silos.Open()).IncidentId;
        var (a, b) = ((await silos.Create(incident)).Task.TaskId, (await silos.Create(incident, mandatory: false)).Task.TaskId);
        await silos.Incident(incident).Execute(new AddTaskDependency(SiloFixture.By(People.Responder), a, b));

        var refused = await Refused(() => silos.Task(a).Execute(new StartTask(SiloFixture.By(People.Responder))));
        Assert.Equal("task.dependency_open", refused.Reason);
        Assert.Contains(b, refused.Message, StringComparison.Ordinal);
        Assert.Equal("task.dependency_open", (await Refused(() => silos.Task(a).Execute(new CompleteTask(SiloFixture.By(People.Responder), "Done")))).Reason);
        Assert.Equal([b], (await silos.Task(a).Get(People.Responder, null)).DependsOn);

        await silos.Task(b).Execute(new CancelTask(SiloFixture.By(People.Responder), "not needed"));
        Assert.Equal(TaskState.InProgress, (await silos.Task(a).Execute(new StartTask(SiloFixture.By(People.Responder)))).Task.State);
    }

    [Fact]
    public async Task Dependency_OnATaskOfAnotherIncident_IsNotFound()
    {
        var (one, other) = ((await silos.Open()).IncidentId, (await silos.Open()).IncidentId);
        var (a, b) = ((await silos.Create(one)).Task.TaskId, (await silos.Create(other)).Task.TaskId);
        Assert.Equal("task.not_found", (await Refused(() => silos.Incident(one).Execute(new AddTaskDependency(SiloFixture.By(People.Responder), a, b)))).Reason);
    }

    [Fact]
    public async Task Task_OfARestrictedIncident_DoesNotExistForOthers()
    {
        var incident = (await silos.Open()).IncidentId;
        var id = (await silos.Create(incident)).Task.TaskId;
        await silos.Incident(incident).Execute(new RestrictIncident(SiloFixture.By(People.Commander), [People.Responder.Person], "insider"));

        foreach (var call in (Func<Task>[])[() => silos.Task(id).Get(People.Counsel, null), () => silos.Task(id).Execute(new StartTask(SiloFixture.By(People.Counsel, expected: 99)))])
        {
            var refused = await Refused(call);
            Assert.Equal((CaseError.NotFound, "case.not_found"), (refused.Error, refused.Reason));
            Assert.Contains(id, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(incident, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(CaseError.NotFound, (await Refused(() => silos.Create(incident, by: People.Counsel))).Error);
        Assert.Equal(id, (await silos.Task(id).Get(People.Responder, null)).Task.TaskId);
        Assert.Equal(id, (await silos.Task(id).Get(Actor.System, null)).Task.TaskId);
    }

    [Fact]
    public async Task Task_Unknown_IsNotFound() => Assert.Equal(
        CaseError.NotFound, (await Refused(() => silos.Task(TaskId.Derive("nobody", "nothing")).Get(People.Responder, null))).Error);

    [Fact]
    public async Task Get_AsOfAnEarlierInstant_ShowsTheTaskAsItWas()
    {
        var incident = (await silos.Open()).IncidentId;
        var (a, b) = ((await silos.Create(incident)).Task, (await silos.Create(incident)).Task.TaskId);
        SiloFixture.Time.Advance(TimeSpan.FromHours(1));
        await silos.Task(a.TaskId).Execute(new StartTask(SiloFixture.By(People.Responder)));
        await silos.Incident(incident).Execute(new AddTaskDependency(SiloFixture.By(People.Responder), a.TaskId, b));

        var then = await silos.Task(a.TaskId).Get(People.Responder, a.CreatedAt);
        Assert.Equal((TaskState.Open, 1L, 0), (then.Task.State, then.Task.Version, then.DependsOn.Count));
        Assert.Equal([b], (await silos.Task(a.TaskId).Get(People.Responder, null)).DependsOn);
        Assert.Equal("case.not_yet", (await Refused(() => silos.Task(a.TaskId).Get(People.Responder, a.CreatedAt.AddSeconds(-1)))).Reason);
    }

    [Fact]
    public async Task CreateTask_FiftyTimesWithOneCommandId_CreatesOneAndCountsItOnce()
    {
        var incident = (await silos.Open()).IncidentId;
        var meta = SiloFixture.By(People.Responder);
        var id = TaskId.Derive(meta.Actor.Person, meta.CommandId);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => silos.Task(id).Execute(
            new CreateTask(meta, incident, "One", "", true, TaskPriority.Low, null, [], ""))));

        Assert.Single(await silos.Reader.Stream(id));
        Assert.StartsWith("1 mandatory", (await Refused(() => Close(incident))).Message, StringComparison.Ordinal);
    }

    private Task<IncidentState> Close(string incident) =>
        silos.Incident(incident).Execute(new CloseIncident(SiloFixture.By(People.Commander), Resolution.NotAnIncident, "a test alert"));

    private static Task<CaseException> Refused(Func<Task> command) => Assert.ThrowsAsync<CaseException>(command);
}
