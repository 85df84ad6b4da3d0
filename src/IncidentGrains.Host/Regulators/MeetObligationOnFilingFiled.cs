using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using MassTransit;

namespace IncidentGrains.Host.Regulators;

/// <summary>Meets the obligation for which a filing went to its regulator. Sent again after it was sent back, it changes nothing: the first filing counts.</summary>
internal sealed partial class MeetObligationOnFilingFiled(IGrainFactory grains, ILogger<MeetObligationOnFilingFiled> logger) : IConsumer<FilingFiledMessage>
{
    public async Task Consume(ConsumeContext<FilingFiledMessage> context)
    {
        var filed = context.Message;
        var meta = new CommandMeta($"~filed:{filed.Stream}:{filed.Seq}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IObligationsGrain>(ObligationsId.Of(filed.IncidentId)).Execute(new MarkObligationMet(meta, filed.ObligationId, filed.At, filed.Stream));
        }
        catch (CaseException e) when (e.Error is not (CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale))
        {
            // A refusal is an outcome: the obligation was superseded, or never was.
            LogRefused(logger, filed.Stream, filed.ObligationId, filed.IncidentId, e.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Filing} meets no obligation '{Obligation}' of {Incident}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string filing, string obligation, string incident, string reason);
}
