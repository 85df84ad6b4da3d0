using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Remediation;
using MassTransit;

namespace IncidentGrains.Host.Remediation;

/// <summary>Tells a task that its clock has run out. Whether that still matters is the task's to say.</summary>
internal sealed partial class EscalateOnClockElapsed(IGrainFactory grains, ILogger<EscalateOnClockElapsed> logger) : IConsumer<ClockElapsedMessage>
{
    public async Task Consume(ConsumeContext<ClockElapsedMessage> context)
    {
        var elapsed = context.Message;
        if (elapsed.Name != RemediationTask.ClockName)
        {
            return;
        }

        var meta = new CommandMeta($"~escalate:{elapsed.Stream}:{elapsed.Seq}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IRemediationTaskGrain>(elapsed.Stream).Execute(new EscalateTask(meta, elapsed.DueAt));
        }
        catch (CaseException e) when (e.Error is not (CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale))
        {
            // A refusal is an outcome: asking again would bring the same, and keep all that waits behind it.
            LogRefused(logger, elapsed.Stream, e.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Task} could not be escalated: {Reason}")]
    private static partial void LogRefused(ILogger logger, string task, string reason);
}
