using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Bus;

namespace IncidentGrains.Host.Regulators;

/// <summary>Tells an incident's obligations that a milestone has come.</summary>
internal sealed class EscalateObligationsOnClockElapsed(IGrainFactory grains, ILogger<EscalateObligationsOnClockElapsed> logger)
    : ClockConsumer(Obligations.ClockName, "milestone", logger)
{
    protected override Task Tell(string stream, CommandMeta meta, DateTimeOffset dueAt) =>
        grains.GetGrain<IObligationsGrain>(stream).Execute(new EscalateObligations(meta, dueAt));
}
