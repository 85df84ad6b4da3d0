using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains;
using IncidentGrains.Host.Incidents;
using IncidentGrains.Host.Remediation;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>MassTransit in memory: messages live in this process, the outbox in the ledger outlives it.</summary>
internal static class BusHosting
{
    public static void AddBus(this WebApplicationBuilder builder)
    {
        var consumers = new BusConsumers();
        builder.Services.AddSingleton(consumers).AddSingleton<AcknowledgedPublisher>().AddSingleton<IEventPublisher>(s => s.GetRequiredService<AcknowledgedPublisher>());

        // MassTransit reports its usage to its vendor unless told not to: this system contacts no host that is not configured.
        builder.Services.Configure<UsageTelemetryOptions>(o => o.Enabled = false);
        builder.Services.AddMassTransit(bus =>
        {
            consumers.Add<AbsorbOnIncidentMerged, IncidentMergedMessage>(bus, "absorb-on-incident-merged");
            consumers.Add<CreateTasksOnPlaybookApplied, PlaybookAppliedMessage>(bus, "create-tasks-on-playbook-applied");
            consumers.Add<EscalateOnClockElapsed, ClockElapsedMessage>(bus, "escalate-on-clock-elapsed");
            bus.AddConsumeObserver(s => s.GetRequiredService<AcknowledgedPublisher>());
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        builder.Services.AddRelay();
    }
}
