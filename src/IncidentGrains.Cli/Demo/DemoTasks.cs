using IncidentGrains.Cli.Api;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Demo;

/// <summary>The tasks of the incident, as one person sees them.</summary>
internal sealed class DemoTasks(Connection person)
{
    private const int Most = 200;

    private readonly RemediationService.RemediationServiceClient _tasks = new(person.Invoker);

    /// <summary>Waits until so many tasks are there, and returns them.</summary>
    /// <exception cref="DemoException">They do not come.</exception>
    public async Task<IReadOnlyList<RemediationTask>> Await(string incidentId, int count, CancellationToken cancellation)
    {
        var came = 0L;
        var all = await Patience.Until(
            async () =>
            {
                var page = await List(incidentId, cancellation);
                came = page.TotalSize;
                return came >= count ? page : null;
            },
            () => $"{came} of {count} tasks came", cancellation);
        return await Task.WhenAll(all.Tasks.Select(task => _tasks.GetTaskAsync(new GetTaskRequest { TaskId = task.TaskId }, person.Unary(cancellation)).ResponseAsync));
    }

    /// <summary>Says how the tasks stand.</summary>
    public async Task Report(string incidentId, CancellationToken cancellation)
    {
        var tasks = (await List(incidentId, cancellation)).Tasks;
        var states = tasks.GroupBy(task => task.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {EnumText.Short(group.Key)}");
        DemoPage.Say($"{tasks.Count} tasks, {tasks.Count(task => task.Mandatory)} of them mandatory: {string.Join(", ", states)}.");
    }

    private async Task<ListTasksResponse> List(string incidentId, CancellationToken cancellation) =>
        await _tasks.ListTasksAsync(new ListTasksRequest { IncidentId = incidentId, PageSize = Most }, person.Unary(cancellation));
}
