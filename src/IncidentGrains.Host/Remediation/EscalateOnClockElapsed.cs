using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Host.Bus;

namespace IncidentGrains.Host.Remediation;

/// <summary>Tells a task that its deadline has come.</summary>
internal sealed class EscalateOnClockElapsed(IGrainFactory grains, ILogger<EscalateOnClockElapsed> logger)
    : ClockConsumer(RemediationTask.ClockName, "escalate", logger)
{
    protected override Task Tell(string stream, CommandMeta meta, DateTimeOffset dueAt) =>
        grains.GetGrain<IRemediationTaskGrain>(stream).Execute(new EscalateTask(meta, dueAt));
}
