using System.Collections.Concurrent;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Host.Remediation;
using IncidentGrains.Tests.Host;
using IncidentGrains.Tests.Incidents;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Clusters;

/// <summary>From event to effect: playbooks become tasks and deadlines escalate, once, however often the bus tells of them.</summary>
[Collection(SiloCollection.Name)]
public sealed class TaskEffectTests(SiloFixture silos)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Playbook_Applied_KeepsTheIncidentOpenBeforeAnyTaskIsCreated()
    {
        var incident = await Remediating(Playbooks.Theft.Id);
        var refused = await Assert.ThrowsAsync<CaseException>(() => Close(incident));
        Assert.Equal("close.mandatory_open", refused.Reason);
        Assert.StartsWith("2 mandatory", refused.Message, StringComparison.Ordinal);
    }

    // F12
    [Fact]
    public async Task Playbook_ToldThreeTimesAndReordered_CreatesItsTasksOnce()
    {
        var incident = await Remediating(Playbooks.Theft.Id);
        var state = await silos.Incident(incident).Execute(new ApplyPlaybook(SiloFixture.By(Clusters.People.Commander), Playbooks.Device.Id));
        var applied = (await silos.Reader.Stream(incident)).Where(e => e.Header.Type == "incident.playbook-applied.v1").Select(e => e.Header.Seq).ToList();
        Assert.Equal(2, applied.Count);

        await Task.WhenAll(applied.Concat(applied).Concat(applied).Reverse().Select(seq => Created(incident, seq)));

        var plan = Playbooks.Theft.Tasks.Select(t => TaskId.OfPlaybook(incident, Playbooks.Theft.Id, t.Key)).ToList();
        foreach (var id in plan)
        {
            Assert.Single(await silos.Reader.Stream(id));
        }

        Assert.Single(await silos.Reader.Stream(TaskId.OfPlaybook(incident, Playbooks.Device.Id, "wipe")));
        var tell = await silos.Task(plan[1]).Get(Clusters.People.Responder, null);
        Assert.Equal(("Tell the hotline", true, Playbooks.Theft.Id, "tell"), (tell.Task.Title, tell.Task.Mandatory, tell.Task.Playbook, tell.Task.PlaybookKey));
        Assert.Equal([plan[0]], tell.DependsOn);
        Assert.Equal([Playbooks.Theft.Id, Playbooks.Device.Id], state.Playbooks);

        // Each counts once: two done are two fewer.
        foreach (var id in plan.Take(2))
        {
            await silos.Task(id).Execute(new RequestTaskCancellation(SiloFixture.By(Clusters.People.Responder), "done elsewhere"));
            await silos.Task(id).Execute(new ApproveTaskCancellation(SiloFixture.By(Clusters.People.Commander)));
        }

        Assert.Equal(Stage.Closed, (await Close(incident)).Stage);
    }

    [Fact]
    public async Task Deadline_ThatPasses_IsEscalatedOnceALevel()
    {
        var incident = (await silos.Open()).IncidentId;
        var due = SiloFixture.Time.GetUtcNow().AddHours(2);
        var id = (await silos.Create(incident, dueAt: due)).Task.TaskId;
        Assert.False(await IsDue(id));

        SiloFixture.Time.Advance(TimeSpan.FromHours(2));
        var first = (await Relay(until: () => Level(id, 1))).Last(m => m.Stream == id);
        Assert.Equal((1L, due), (first.Seq, first.DueAt));

        SiloFixture.Time.Advance(TimeSpan.FromHours(4));
        await Relay(until: () => Level(id, 2));
        await Task.WhenAll(Elapsed(first), Elapsed(first), Elapsed(first));
        SiloFixture.Time.Advance(TimeSpan.FromDays(1));
        Assert.False(await IsDue(id));

        var task = (await silos.Task(id).Get(Clusters.People.Responder, null)).Task;
        Assert.Equal((2, 3L), (task.Escalation, task.Version));
    }

    [Fact]
    public async Task Deadline_OfATaskThatIsDone_EscalatesNothing()
    {
        var incident = (await silos.Open()).IncidentId;
        var due = SiloFixture.Time.GetUtcNow().AddHours(2);
        var id = (await silos.Create(incident, mandatory: false, dueAt: due)).Task.TaskId;
        await silos.Task(id).Execute(new CancelTask(SiloFixture.By(Clusters.People.Responder), "not needed"));
        await Elapsed(new ClockElapsedMessage(id, 1, RemediationTask.ClockName, due));
        Assert.Equal(["task.created.v1", "task.cancelled.v1"], (await silos.Reader.Stream(id)).Select(e => e.Header.Type));
    }

    [Fact]
    public async Task Clock_OfAnotherName_IsNotTheTasks() =>
        await Elapsed(new ClockElapsedMessage("nobody", 1, "another", SiloFixture.Time.GetUtcNow()));

    private async Task<string> Remediating(string playbook)
    {
        var incident = (await silos.Open()).IncidentId;
        var grain = silos.Incident(incident);
        await grain.Execute(new TriageIncident(SiloFixture.By(Clusters.People.Responder), Severity.High, ["many people"]));
        await grain.Execute(new ConfirmIncident(SiloFixture.By(Clusters.People.Commander), "") { Playbooks = [playbook] });
        await grain.Execute(new ContainIncident(SiloFixture.By(Clusters.People.Commander), "the key is revoked"));
        await grain.Execute(new RemediateIncident(SiloFixture.By(Clusters.People.Commander), ""));
        return incident;
    }

    private Task<IncidentState> Close(string incident) =>
        silos.Incident(incident).Execute(new CloseIncident(SiloFixture.By(Clusters.People.Commander), Resolution.Resolved, "done"));

    private async Task<bool> Level(string id, int level) => (await silos.Task(id).Get(Clusters.People.Responder, null)).Task.Escalation >= level;

    private Task Created(string incident, long seq) => new CreateTasksOnPlaybookApplied(
            silos.Grains, silos.Service<RecordedEvents>(), NullLogger<CreateTasksOnPlaybookApplied>.Instance)
        .Consume(Of(new PlaybookAppliedMessage(incident, seq, "any")));

    private Task Elapsed(ClockElapsedMessage message) =>
        new EscalateOnClockElapsed(silos.Grains, NullLogger<EscalateOnClockElapsed>.Instance).Consume(Of(message));

    private static ConsumeContext<T> Of<T>(T message)
        where T : class => AbsorbOnIncidentMergedTests.Fake.Of<ConsumeContext<T>>((_, _) => message);

    private async Task<bool> IsDue(string id) =>
        (await silos.Service<Clocks>().Claim(RemediationTask.ClockName, limit: 1_000)).Any(c => c.Owner == id);

    // Until the condition holds; every message is delivered three times.
    private async Task<IReadOnlyCollection<ClockElapsedMessage>> Relay(Func<Task<bool>> until)
    {
        var bus = new Thrice(Elapsed);
        var signal = new ClockSignal();
        using var relay = new ClockRelay(
            silos.Service<Clocks>(), [new RelayedClock(RemediationTask.ClockName)], bus, signal, NullLogger<ClockRelay>.Instance);
        using var bound = new CancellationTokenSource(Patience);
        await relay.StartAsync(default);
        while (!await until())
        {
            await Task.Delay(20, bound.Token);
            signal.Raise();
        }

        await relay.StopAsync(default);
        return bus.Told;
    }

    private sealed class Thrice(Func<ClockElapsedMessage, Task> consumer) : IEventPublisher
    {
        public ConcurrentQueue<ClockElapsedMessage> Told { get; } = [];

        public async Task Publish(IBusMessage message, CancellationToken cancellation)
        {
            Told.Enqueue((ClockElapsedMessage)message);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => consumer((ClockElapsedMessage)message)));
        }
    }
}
