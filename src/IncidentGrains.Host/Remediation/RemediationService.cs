using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Host.Access;
using IncidentGrains.Host.Incidents;
using IncidentGrains.Proof;
using IncidentGrains.V1;
using static IncidentGrains.Host.Incidents.Requests;
using Incident = IncidentGrains.V1.Incident;
using Meta = IncidentGrains.Contracts.Ledger.CommandMeta;
using RemediationTask = IncidentGrains.V1.RemediationTask;

namespace IncidentGrains.Host.Remediation;

/// <summary>The front door of tasks: shape of the request, one call to the grain, shape of the answer. Rules are in <see cref="Grains.Remediation.RemediationTask"/>.</summary>
internal sealed class RemediationService(IGrainFactory grains, TaskIndex index, IncidentIndex incidents, TimeProvider time) : V1.RemediationService.RemediationServiceBase
{
    public override async Task<RemediationTask> CreateTask(CreateTaskRequest r, ServerCallContext context)
    {
        var meta = Meta(context, r.CommandId);
        var priority = r.Priority == V1.TaskPriority.Unspecified ? Contracts.Remediation.TaskPriority.Normal : (Contracts.Remediation.TaskPriority)r.Priority;
        return Answer(await Grain(TaskId.Derive(meta.Actor.Person, meta.CommandId)).Execute(new CreateTask(
            meta, IncidentIdOf(r.IncidentId), r.Title, r.Description, r.Mandatory, priority, Instant(r.DueAt, "due_at"), [.. r.Checklist], Person(context, r.Assignee))));
    }

    public override async Task<RemediationTask> GetTask(GetTaskRequest r, ServerCallContext context)
    {
        var asOf = AsOf(r.AsOf, time);
        var view = await Grain(TaskIdOf(r.TaskId)).Get(AccessInterceptor.CallerOf(context).Actor, asOf);
        return RemediationMapping.ToProto(view, asOf ?? time.GetUtcNow());
    }

    public override async Task<ListTasksResponse> ListTasks(ListTasksRequest r, ServerCallContext context)
    {
        var now = time.GetUtcNow();
        var actor = AccessInterceptor.CallerOf(context).Actor;
        var incident = r.IncidentId.Length == 0 ? "" : IncidentIdOf(r.IncidentId);
        if (incident.Length > 0 && !await incidents.IsVisible(incident, actor))
        {
            // Not an empty list: who mistyped an id would take it for an incident without tasks.
            throw CaseException.NotFound(incident);
        }

        var query = TaskQuery.Parse(incident, r.Filter, r.OrderBy, r.PageSize, r.PageToken, now);
        var page = await index.List(actor, query);
        var rows = page.Rows.Take(query.PageSize).ToList();
        return new ListTasksResponse
        {
            Tasks = { rows.Select(t => RemediationMapping.ToProto(t, Instants.ToMicros(now))) },
            NextPageToken = page.Rows.Count > rows.Count ? query.TokenAfter(rows[^1]) : "",
            TotalSize = page.Total,
            AsOf = now.ToTimestamp(),
        };
    }

    public override Task<RemediationTask> AssignTask(AssignTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new AssignTask(m, Person(context, r.Assignee)));

    public override Task<RemediationTask> UnassignTask(UnassignTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new UnassignTask(m));

    public override Task<RemediationTask> StartTask(StartTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new StartTask(m));

    public override Task<RemediationTask> BlockTask(BlockTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new BlockTask(m, r.Reason));

    public override Task<RemediationTask> CompleteTask(CompleteTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new CompleteTask(m, r.Evidence));

    public override Task<RemediationTask> VerifyTask(VerifyTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new VerifyTask(m, r.Note));

    public override Task<RemediationTask> ReturnTask(ReturnTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ReturnTask(m, r.Reason));

    public override Task<RemediationTask> CancelTask(CancelTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new CancelTask(m, r.Reason));

    public override Task<RemediationTask> RequestTaskCancellation(RequestTaskCancellationRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new RequestTaskCancellation(m, r.Reason));

    public override Task<RemediationTask> ApproveTaskCancellation(ApproveTaskCancellationRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ApproveTaskCancellation(m));

    public override Task<RemediationTask> DeclineTaskCancellation(DeclineTaskCancellationRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new DeclineTaskCancellation(m, r.Reason));

    public override Task<RemediationTask> ReopenTask(ReopenTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new ReopenTask(m, r.Reason));

    public override Task<RemediationTask> RescheduleTask(RescheduleTaskRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new RescheduleTask(m, Instant(r.DueAt, "due_at"), r.Reason));

    public override Task<RemediationTask> SetTaskPriority(SetTaskPriorityRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new SetTaskPriority(m, (Contracts.Remediation.TaskPriority)r.Priority));

    public override Task<RemediationTask> CheckTaskItem(CheckTaskItemRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new CheckTaskItem(m, r.ItemId));

    public override Task<RemediationTask> UncheckTaskItem(UncheckTaskItemRequest r, ServerCallContext context) => Run(r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m =>
        new UncheckTaskItem(m, r.ItemId));

    public override Task<RemediationTask> AddTaskDependency(AddTaskDependencyRequest r, ServerCallContext context) => Tie(
        r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m => new AddTaskDependency(m, r.TaskId, TaskIdOf(r.DependsOn, "depends_on")));

    public override Task<RemediationTask> RemoveTaskDependency(RemoveTaskDependencyRequest r, ServerCallContext context) => Tie(
        r.TaskId, Meta(context, r.CommandId, r.ExpectedVersion), m => new RemoveTaskDependency(m, r.TaskId, TaskIdOf(r.DependsOn, "depends_on"), r.Reason));

    public override async Task<Incident> ApplyPlaybook(ApplyPlaybookRequest r, ServerCallContext context)
    {
        var state = await grains.GetGrain<IIncidentGrain>(IncidentIdOf(r.IncidentId))
            .Execute(new ApplyPlaybook(Meta(context, r.CommandId, r.ExpectedVersion), r.Playbook));
        return IncidentMapping.ToProto(state, state.UpdatedAt);
    }

    private async Task<RemediationTask> Run(string taskId, Meta meta, Func<Meta, TaskCommand> command) =>
        Answer(await Grain(TaskIdOf(taskId)).Execute(command(meta)));

    // Dependencies are recorded with the incident, which the task names.
    private async Task<RemediationTask> Tie(string taskId, Meta meta, Func<Meta, IncidentCommand> command)
    {
        var task = (await Grain(TaskIdOf(taskId)).Get(meta.Actor, asOf: null)).Task;
        await grains.GetGrain<IIncidentGrain>(task.IncidentId).Execute(command(meta));
        return RemediationMapping.ToProto(await Grain(taskId).Get(meta.Actor, asOf: null), time.GetUtcNow());
    }

    // A command's answer holds at the instant of its recording.
    private static RemediationTask Answer(RemediationTaskView view) => RemediationMapping.ToProto(view, view.Task.UpdatedAt);

    private IRemediationTaskGrain Grain(string id) => grains.GetGrain<IRemediationTaskGrain>(id);
}
