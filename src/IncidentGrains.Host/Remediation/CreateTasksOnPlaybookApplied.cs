using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Remediation;

/// <summary>Creates the tasks that a playbook's application planned and counted. Ids derive from the event: a repeat changes nothing.</summary>
internal sealed partial class CreateTasksOnPlaybookApplied(IGrainFactory grains, RecordedEvents events, ILogger<CreateTasksOnPlaybookApplied> logger)
    : IConsumer<PlaybookAppliedMessage>
{
    public async Task Consume(ConsumeContext<PlaybookAppliedMessage> context)
    {
        var (incident, seq) = (context.Message.Stream, context.Message.Seq);

        // Texts don't travel on the bus: the message names the event.
        var applied = await events.Find<PlaybookApplied>(incident, seq);
        foreach (var task in applied.Tasks)
        {
            await Create(incident, seq, applied.Playbook, task);
        }
    }

    private async Task Create(string incident, long seq, string playbook, PlannedTask task)
    {
        var meta = new CommandMeta($"~create:{incident}:{seq}:{task.Key}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IRemediationTaskGrain>(task.TaskId).Execute(
                new CreateTask(meta, incident, task.Title, task.Description, task.Mandatory, task.Priority, task.DueAt, task.Checklist, Assignee: "")
                {
                    Origin = new PlaybookOrigin(playbook, task.Key),
                });
        }
        catch (CaseException e) when (e.Error is not (CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale))
        {
            // A refusal is an outcome: asking again would bring the same, and keep all that waits behind it.
            LogRefused(logger, task.TaskId, incident, e.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Task}, planned by a playbook applied to {Incident}, was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string task, string incident, string reason);
}
