using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Host.Remediation;
using IncidentGrains.Tests.Incidents;
using IncidentGrains.Tests.Ledger;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Host;

/// <summary>What tasks answer to consumers: a refusal is an outcome, an outage is not, and ids derive from the message.</summary>
public sealed class TaskConsumerTests
{
    public static TheoryData<CaseError, bool> Answers() => new()
    {
        { CaseError.Exists, true },
        { CaseError.Refused, true },
        { CaseError.NotFound, true },
        { CaseError.Invalid, true },
        { CaseError.Unavailable, false },
        { CaseError.Overloaded, false },
        { CaseError.Stale, false },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Escalation_Refused_IsAcknowledgedIfTheRefusalIsFinal(CaseError error, bool acknowledged)
    {
        var sent = new List<TaskCommand>();
        var consumer = new EscalateOnClockElapsed(Refusing(error, sent), NullLogger<EscalateOnClockElapsed>.Instance);
        var message = new ClockElapsedMessage(IncidentSpec.TaskA, 7, RemediationTask.ClockName, IncidentSpec.Now);

        Assert.Equal(acknowledged, await Record.ExceptionAsync(() => consumer.Consume(Of(message))) is null);

        var escalate = Assert.IsType<EscalateTask>(Assert.Single(sent));
        Assert.Equal(($"~escalate:{IncidentSpec.TaskA}:7", Actor.System, IncidentSpec.Now), (escalate.Meta.CommandId, escalate.Meta.Actor, escalate.DueAt));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Creation_Refused_IsAcknowledgedIfTheRefusalIsFinal_AndTheOthersAreTried(CaseError error, bool acknowledged)
    {
        var types = new EventTypes().AddIncidents();
        await using var ledger = LedgerDatabase.Sqlite();
        var made = Sample.Append(IncidentSpec.Id, "c1");
        var applied = made.Events[0].Event with
        {
            Header = made.Events[0].Event.Header with { Type = "incident.playbook-applied.v1" },
            Payload = types.Write(new PlaybookApplied("theft", "d",
            [
                new PlannedTask(IncidentSpec.TaskA, "a", "First", "", true, TaskPriority.Low, [], []),
                new PlannedTask(IncidentSpec.TaskB, "b", "Second", "", true, TaskPriority.Low, [], []),
            ])),
        };
        await ledger.Store.Append([made with { Events = [new NewEvent(applied, Publish: true)] }], default);
        var sent = new List<TaskCommand>();
        var consumer = new CreateTasksOnPlaybookApplied(
            Refusing(error, sent), new RecordedEvents(ledger.Reader, types), NullLogger<CreateTasksOnPlaybookApplied>.Instance);

        Assert.Equal(acknowledged, await Record.ExceptionAsync(() => consumer.Consume(Of(new PlaybookAppliedMessage(IncidentSpec.Id, 1, "theft")))) is null);

        string[] expected = [$"~create:{IncidentSpec.Id}:1:a", $"~create:{IncidentSpec.Id}:1:b"];
        Assert.Equal(acknowledged ? expected : expected[..1], sent.Select(c => c.Meta.CommandId));
        Assert.All(sent, c => Assert.Equal(Actor.System, c.Meta.Actor));
    }

    [Fact]
    public async Task Event_ThatIsMissingOrAnother_IsNoOutcome()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var types = new EventTypes().AddIncidents();
        var made = Sample.Append(IncidentSpec.Id, "c1");
        var other = made.Events[0].Event with
        {
            Header = made.Events[0].Event.Header with { Type = "incident.confirmed.v1" }, Payload = Encoding.UTF8.GetBytes("""{"note":""}"""),
        };
        await ledger.Store.Append([made with { Events = [new NewEvent(other, Publish: true)] }], default);
        var events = new RecordedEvents(ledger.Reader, types);
        await Assert.ThrowsAsync<InvalidDataException>(() => events.Find<PlaybookApplied>(IncidentSpec.Id, 1));
        await Assert.ThrowsAsync<InvalidDataException>(() => events.Find<PlaybookApplied>(IncidentSpec.Id, 2));
        Assert.Equal("", (await events.Find<IncidentConfirmed>(IncidentSpec.Id, 1)).Note);
    }

    private static IGrainFactory Refusing(CaseError error, List<TaskCommand> sent)
    {
        var task = AbsorbOnIncidentMergedTests.Fake.Of<IRemediationTaskGrain>((_, arguments) =>
        {
            sent.Add((TaskCommand)arguments[0]!);
            return Task.FromException<RemediationTaskView>(new CaseException(error, "a.reason", "A refusal."));
        });
        return AbsorbOnIncidentMergedTests.Fake.Of<IGrainFactory>((_, _) => task);
    }

    private static ConsumeContext<T> Of<T>(T message)
        where T : class => AbsorbOnIncidentMergedTests.Fake.Of<ConsumeContext<T>>((_, _) => message);
}
