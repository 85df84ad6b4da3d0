using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Incidents;

/// <summary>Tells the incident that goes on which one it took in. Its command id derives from the event: a repeat changes nothing.</summary>
internal sealed partial class AbsorbOnIncidentMerged(IGrainFactory grains, ILogger<AbsorbOnIncidentMerged> logger) : IConsumer<IncidentMergedMessage>
{
    public async Task Consume(ConsumeContext<IncidentMergedMessage> context)
    {
        var merged = context.Message;
        var meta = new CommandMeta($"~absorb:{merged.Stream}:{merged.Seq}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IIncidentGrain>(merged.Into).Execute(new AbsorbIncident(meta, merged.Stream));
        }
        catch (CaseException e) when (e.Error is not (CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale))
        {
            // A refusal is an outcome: asking again would bring the same, and keep all that waits behind it.
            LogRefused(logger, merged.Into, merged.Stream, e.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Into} refused to take in {Stream}, which was merged into it: {Reason}")]
    private static partial void LogRefused(ILogger logger, string into, string stream, string reason);
}
