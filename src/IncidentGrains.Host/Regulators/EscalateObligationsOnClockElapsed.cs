using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;
using MassTransit;

namespace IncidentGrains.Host.Regulators;

/// <summary>Tells an incident's obligations that a milestone has come. Whether that still matters is theirs to say.</summary>
internal sealed partial class EscalateObligationsOnClockElapsed(IGrainFactory grains, ILogger<EscalateObligationsOnClockElapsed> logger) : IConsumer<ClockElapsedMessage>
{
    public async Task Consume(ConsumeContext<ClockElapsedMessage> context)
    {
        var elapsed = context.Message;
        if (elapsed.Name != Obligations.ClockName)
        {
            return;
        }

        var meta = new CommandMeta($"~milestone:{elapsed.Stream}:{elapsed.Seq}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IObligationsGrain>(elapsed.Stream).Execute(new EscalateObligations(meta, elapsed.DueAt));
        }
        catch (CaseException e) when (e.Error is not (CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale))
        {
            // A refusal is an outcome: asking again would bring the same, and keep all that waits behind it.
            LogRefused(logger, elapsed.Stream, e.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Obligations} could not be escalated: {Reason}")]
    private static partial void LogRefused(ILogger logger, string obligations, string reason);
}
