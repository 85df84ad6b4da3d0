using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

// What ties an incident to its tasks: playbooks that bring them, and which waits for which. Both stand in the incident's
// stream, where two edges that would close a cycle together can't both be recorded.
internal sealed partial class Incident
{
    private const int MaxDependencies = 500;
    private const int MaxPlaybookTasks = 100;

    private static Decision ApplyPlaybook(IncidentState state, IncidentContext context)
    {
        if (state.Stage is not (Stage.Confirmed or Stage.Contained or Stage.Remediating))
        {
            throw OutOfOrder(state, "have a playbook applied", "That is possible from CONFIRMED to REMEDIATING.");
        }

        var applied = Planned(state, context, _ => "playbook");
        return new Decision(applied) { Guards = Counted(state, applied) };
    }

    // From the append on every task counts, mandatory or waited for, though it is created only later by a consumer.
    private static GuardChange[] Counted(IncidentState state, IReadOnlyList<PlaybookApplied> applied)
    {
        var tasks = applied.SelectMany(p => p.Tasks).ToList();
        GuardChange[] open = [.. tasks.Select(t => new GuardChange(state.IncidentId, IncidentGuards.TaskOpen(t.TaskId), Delta: 1))];
        var mandatory = tasks.Count(t => t.Mandatory);
        return mandatory == 0 ? open : [new GuardChange(state.IncidentId, IncidentGuards.MandatoryOpen, Delta: mandatory), .. open];
    }

    private static List<PlaybookApplied> Planned(IncidentState state, IncidentContext context, Func<int, string> field)
    {
        var check = new RequestCheck();
        for (var i = 0; i < context.Playbooks.Count; i++)
        {
            check.That(context.Playbooks[i].Plan is not null, field(i), "is no playbook of this server; `incidentctl playbook` lists those that are.");
        }

        check.Throw();
        var applied = new List<PlaybookApplied>();
        foreach (var (id, plan) in context.Playbooks)
        {
            if (state.Playbooks.Contains(id) || applied.Exists(a => a.Playbook == id))
            {
                throw CaseException.Refused("playbook.applied", $"The playbook '{id}' was applied to '{state.IncidentId}' already. Add what is missing as single tasks.");
            }

            applied.Add(new PlaybookApplied(id, plan!.Digest, [.. plan.Tasks.Select(t => Plan(state, plan, t, context.Now))]));
        }

        var edges = state.TaskDependencies.Concat(Edges(applied)).ToList();
        return edges.Count <= MaxDependencies ? applied : throw DependenciesFull(state);
    }

    private static PlannedTask Plan(IncidentState state, PlaybookPlan plan, PlaybookTaskPlan task, DateTimeOffset now)
    {
        string Id(string key) => TaskId.OfPlaybook(state.IncidentId, plan.Id, key);
        return plan.Tasks.Count <= MaxPlaybookTasks && IsSound(plan, task)
            ? new PlannedTask(
                Id(task.Key), task.Key, task.Title, task.Description, task.Mandatory, task.Priority,
                task.Checklist, task.DependsOn.ConvertAll(Id), now + task.DueAfter)
            : throw CaseException.Refused(
                "playbook.unsound", $"The playbook '{plan.Id}' can't be applied: its task '{task.Key}' would not be accepted. Have the playbook mended.");
    }

    // What is counted must also come to be: a plan that no task can be made of would keep the incident open for ever.
    private static bool IsSound(PlaybookPlan plan, PlaybookTaskPlan task) =>
        task.Title.Length is > 0 and <= 200 && task.Priority != TaskPriority.None
        && plan.Tasks.Count(t => t.Key == task.Key) == 1 && task.DependsOn.TrueForAll(k => plan.Tasks.Exists(t => t.Key == k))
        && Path(plan.Tasks.SelectMany(t => t.DependsOn.Select(d => new TaskDependency(t.Key, d))).ToLookup(d => d.TaskId, d => d.DependsOn), task.DependsOn, task.Key) is null;

    private static IEnumerable<TaskDependency> Edges(IEnumerable<PlaybookApplied> applied) =>
        applied.SelectMany(p => p.Tasks).SelectMany(t => t.DependsOn.Select(d => new TaskDependency(t.TaskId, d)));

    private static Decision AddDependency(IncidentState state, AddTaskDependency command, IncidentContext context)
    {
        new RequestCheck().That(command.TaskId != command.DependsOn, "depends_on", "is the task itself; name another.").Throw();
        foreach (var id in new[] { command.TaskId, command.DependsOn }.Where(id => !context.Tasks.Contains(id)))
        {
            throw new CaseException(CaseError.NotFound, "task.not_found", $"'{state.IncidentId}' has no task '{id}'. Name one of its own.");
        }

        if (state.TaskDependencies.Contains(new TaskDependency(command.TaskId, command.DependsOn)))
        {
            return Decision.Nothing;
        }

        var path = Path(state.TaskDependencies.ToLookup(d => d.TaskId, d => d.DependsOn), [command.DependsOn], command.TaskId);
        return path is not null
            ? throw CaseException.Refused(
                "dependency.cycle", $"Then '{command.TaskId}' would wait for itself: {string.Join(" → ", path.Prepend(command.TaskId))}. Remove one of these dependencies first.")
            : state.TaskDependencies.Count >= MaxDependencies ? throw DependenciesFull(state)
            : Decision.Of(new TaskDependencyAdded(command.TaskId, command.DependsOn));
    }

    private static Decision RemoveDependency(IncidentState state, RemoveTaskDependency command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        return state.TaskDependencies.Contains(new TaskDependency(command.TaskId, command.DependsOn))
            ? Decision.Of(new TaskDependencyRemoved(command.TaskId, command.DependsOn, command.Reason))
            : throw CaseException.Refused("dependency.unknown", $"'{command.TaskId}' does not wait for '{command.DependsOn}'.");
    }

    // A way along the edges from one of the tasks to another, both ends included; null if there is none.
    private static List<string>? Path(ILookup<string, string> edges, IEnumerable<string> from, string to)
    {
        var came = new Dictionary<string, string?>(StringComparer.Ordinal);
        var waiting = new Queue<string>();
        foreach (var start in from.Where(s => came.TryAdd(s, null)))
        {
            waiting.Enqueue(start);
        }

        while (waiting.TryDequeue(out var at))
        {
            if (at == to)
            {
                var path = new List<string>();
                for (var step = at; step is not null; step = came[step])
                {
                    path.Insert(0, step);
                }

                return path;
            }

            foreach (var next in edges[at].Where(n => came.TryAdd(n, at)))
            {
                waiting.Enqueue(next);
            }
        }

        return null;
    }

    private static CaseException DependenciesFull(IncidentState state) =>
        CaseException.Refused("dependency.full", $"'{state.IncidentId}' can't hold more than {MaxDependencies} dependencies of tasks. Remove some, or leave out what follows from others.");
}
