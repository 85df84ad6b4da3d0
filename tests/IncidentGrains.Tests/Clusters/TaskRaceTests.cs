using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;
using Xunit.Abstractions;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Rules that span an incident and its tasks, raced on two silos: of two that exclude each other, one comes first.</summary>
[Collection(SiloCollection.Name)]
public sealed class TaskRaceTests(SiloFixture silos, ITestOutputHelper output)
{
    private const int Seed = 20251118;
    private const int Rounds = 60;

    [Fact]
    public async Task Close_RacingTheCreationOfAMandatoryTask_NeverBothSucceed()
    {
        var (closed, created) = (0, 0);
        await Race(async random =>
        {
            var incident = (await silos.Open()).IncidentId;
            var (close, create) = await Both(random, () => Close(incident), () => silos.Create(incident));
            Assert.True(close != create, $"{incident}: closed {close}, created {create}");
            closed += close ? 1 : 0;
            created += create ? 1 : 0;
        });
        Assert.Equal(Rounds, closed + created);
        output.WriteLine($"closed first {closed}, created first {created}");
    }

    [Fact]
    public async Task Close_RacingTheReopeningOfAMandatoryTask_NeverBothSucceed() => await Race(async random =>
    {
        var incident = (await silos.Open()).IncidentId;
        var task = (await silos.Create(incident)).Task.TaskId;
        await silos.Task(task).Execute(new RequestTaskCancellation(SiloFixture.By(People.Responder), "not needed"));
        await silos.Task(task).Execute(new ApproveTaskCancellation(SiloFixture.By(People.Commander)));

        var (close, reopen) = await Both(random, () => Close(incident), () => silos.Task(task).Execute(new ReopenTask(SiloFixture.By(People.Commander), "it is needed")));

        Assert.True(close != reopen, $"{incident}: closed {close}, reopened {reopen}");
        Assert.Equal(close, (await silos.Task(task).Get(People.Commander, null)).Task.State == TaskState.Cancelled);
    });

    [Fact]
    public async Task Dependencies_ThatWouldCloseACircleTogether_NeverBothSucceed() => await Race(async random =>
    {
        var incident = (await silos.Open()).IncidentId;
        var (a, b) = ((await silos.Create(incident)).Task.TaskId, (await silos.Create(incident)).Task.TaskId);

        var (ab, ba) = await Both(
            random, () => silos.Incident(incident).Execute(new AddTaskDependency(SiloFixture.By(People.Responder), a, b)),
            () => silos.Incident(incident).Execute(new AddTaskDependency(SiloFixture.By(People.Commander), b, a)));

        Assert.True(ab != ba, $"{incident}: {ab} {ba}");
        Assert.Single((await silos.Incident(incident).Get(People.Commander, null)).TaskDependencies);
    });

    private Task<IncidentState> Close(string incident) =>
        silos.Incident(incident).Execute(new CloseIncident(SiloFixture.By(People.Commander), Resolution.NotAnIncident, "a test alert"));

    private async Task Race(Func<Random, Task> round)
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < Rounds; i++)
        {
            await round(random);
        }
    }

    // Which of the two starts first is left to chance, and how far it gets before the other too.
    private static async Task<(bool First, bool Second)> Both<T1, T2>(Random random, Func<Task<T1>> first, Func<Task<T2>> second)
    {
        if (random.Next(2) == 0)
        {
            var a = Task.Run(() => Succeeds(first));
            var b = Task.Run(() => Succeeds(second));
            return (await a, await b);
        }
        else
        {
            var b = Task.Run(() => Succeeds(second));
            var a = Task.Run(() => Succeeds(first));
            return (await a, await b);
        }
    }

    private static async Task<bool> Succeeds<T>(Func<Task<T>> command)
    {
        try
        {
            await command();
            return true;
        }
        catch (CaseException e) when (e.Reason is "close.mandatory_open" or "task.incident_closed" or "dependency.cycle")
        {
            return false;
        }
    }
}
