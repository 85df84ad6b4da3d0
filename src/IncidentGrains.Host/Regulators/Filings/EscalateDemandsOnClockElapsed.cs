using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Host.Bus;

namespace IncidentGrains.Host.Regulators.Filings;

/// <summary>Tells a filing that a milestone of a demand's deadline has come.</summary>
internal sealed class EscalateDemandsOnClockElapsed(IGrainFactory grains, ILogger<EscalateDemandsOnClockElapsed> logger)
    : ClockConsumer(Filing.ClockName, "demand", logger)
{
    protected override Task Tell(string stream, CommandMeta meta, DateTimeOffset dueAt) =>
        grains.GetGrain<IFilingGrain>(stream).Execute(new EscalateFilingDemands(meta, dueAt));
}
