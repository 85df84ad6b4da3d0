using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Incidents;

/// <summary>Tells the incident that goes on which one it took in. Its command id derives from the event: a repeat changes nothing.</summary>
internal sealed class AbsorbOnIncidentMerged(IGrainFactory grains) : IConsumer<IncidentMergedMessage>
{
    public Task Consume(ConsumeContext<IncidentMergedMessage> context)
    {
        var merged = context.Message;
        var meta = new CommandMeta($"absorb:{merged.Stream}:{merged.Seq}", Actor.System, ExpectedVersion: 0);
        return grains.GetGrain<IIncidentGrain>(merged.Into).Execute(new AbsorbIncident(meta, merged.Stream));
    }
}
