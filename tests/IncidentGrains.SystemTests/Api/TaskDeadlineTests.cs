using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Api;

/// <summary>A deadline that passes on a real server is acted on: clock, bus, consumer, task.</summary>
[Collection(RealProcesses.Name)]
public sealed class TaskDeadlineTests(SharedServer server)
{
    // I7: within 60 s.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Deadline_ThatPasses_IsEscalatedAndShownOverdue()
    {
        var tasks = new RemediationService.RemediationServiceClient(server.Admin.Invoker);
        var due = TimeProvider.System.GetUtcNow().AddSeconds(10).ToTimestamp();
        var task = await tasks.CreateTaskAsync(new CreateTaskRequest
        {
            IncidentId = (await server.Admin.Open()).IncidentId, CommandId = Clients.NewId(), Title = "Tell the hotline", DueAt = due,
        });
        Assert.Equal((0, false), (task.Escalation, task.Overdue));

        var bound = Stopwatch.StartNew();
        while ((task = await tasks.GetTaskAsync(new GetTaskRequest { TaskId = task.TaskId })).Escalation == 0)
        {
            Assert.True(bound.Elapsed < Promised + TimeSpan.FromSeconds(10), "The deadline passed, and nothing was recorded.");
            await Task.Delay(100);
        }

        Assert.Equal((1, true, 2L), (task.Escalation, task.Overdue, task.Version));
        var escalated = (await server.Admin.Events(task.IncidentId)).Single(e => e.Type == "task.escalated.v1");
        Assert.True(escalated.At >= due, "escalated early");
        var listed = await tasks.ListTasksAsync(new ListTasksRequest { IncidentId = task.IncidentId, Filter = "overdue = true" });
        Assert.Equal(task.TaskId, Assert.Single(listed.Tasks).TaskId);
    }
}
