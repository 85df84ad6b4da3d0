using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Host.Hosting;
using IncidentGrains.Host.Incidents;
using IncidentGrains.Host.Regulators;
using IncidentGrains.Host.Regulators.Filings;
using IncidentGrains.Host.Remediation;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IncidentGrains.Host.Bus;

/// <summary>MassTransit, in memory or on RabbitMQ; either way the outbox in the ledger outlives what is on its way.</summary>
internal static class BusHosting
{
    // What a consumer has under way is done or given back within this; a stop of the server must not wait longer.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public static void AddBus(this WebApplicationBuilder builder, ServerOptions options)
    {
        var consumers = new BusConsumers();
        builder.Services.AddSingleton(consumers).AddSingleton<BusReplay>();

        // MassTransit reports its usage to its vendor unless told not to: this system contacts no host that is not configured.
        builder.Services.Configure<UsageTelemetryOptions>(o => o.Enabled = false);
        builder.Services.Configure<MassTransitHostOptions>(o => (o.WaitUntilStarted, o.StopTimeout, o.ConsumerStopTimeout) = (false, StopWithin, StopWithin));
        builder.Services.AddMassTransit(bus =>
        {
            consumers.Add<AbsorbOnIncidentMerged, IncidentMergedMessage>(bus, "absorb-on-incident-merged");
            consumers.Add<CreateTasksOnPlaybookApplied, PlaybookAppliedMessage>(bus, BusNames.CreateTasks);
            consumers.Add<EscalateOnClockElapsed, ClockElapsedMessage>(bus, "escalate-on-clock-elapsed");
            consumers.Add<AssessObligationsOn<IncidentConfirmedMessage>, IncidentConfirmedMessage>(bus, "assess-obligations-on-incident-confirmed");
            consumers.Add<AssessObligationsOn<IncidentReopenedMessage>, IncidentReopenedMessage>(bus, "assess-obligations-on-incident-reopened");
            consumers.Add<AssessObligationsOn<AwarenessClaimedMessage>, AwarenessClaimedMessage>(bus, "assess-obligations-on-awareness-claimed");
            consumers.Add<AssessObligationsOn<FactRecordedMessage>, FactRecordedMessage>(bus, "assess-obligations-on-fact-recorded");
            consumers.Add<AssessObligationsOn<FactCorrectedMessage>, FactCorrectedMessage>(bus, "assess-obligations-on-fact-corrected");
            consumers.Add<AssessObligationsOn<CohortSealedMessage>, CohortSealedMessage>(bus, "assess-obligations-on-cohort-sealed");
            consumers.Add<AssessObligationsOn<CohortWithdrawnMessage>, CohortWithdrawnMessage>(bus, "assess-obligations-on-cohort-withdrawn");
            consumers.Add<MeetObligationOnFilingFiled, FilingFiledMessage>(bus, "meet-obligation-on-filing-filed");
            consumers.Add<EscalateObligationsOnClockElapsed, ClockElapsedMessage>(bus, "escalate-obligations-on-clock-elapsed");
            consumers.Add<DraftFilingsOnObligationsAssessed, ObligationsAssessedMessage>(bus, "draft-filings-on-obligations-assessed");
            consumers.Add<EscalateDemandsOnClockElapsed, ClockElapsedMessage>(bus, "escalate-demands-on-clock-elapsed");

            // Without a broker commands go on, so the server stays ready; its state shows as degraded.
            bus.ConfigureHealthCheckOptions(o => (o.Name, o.MinimalFailureStatus) = ("bus", HealthStatus.Degraded));
            bus.ParkFaults();
            if (options.RabbitMq.Host is null)
            {
                bus.AddInMemory();
            }
            else
            {
                bus.AddRabbitMq(options.RabbitMq);
            }
        });

        // The data directory has one server at a time: after a restart it goes on with its own leases.
        builder.Services.AddRelay(options.Postgres.Length == 0 ? new RelayOptions { Owner = "embedded" } : new RelayOptions());
    }

    /// <summary>Messages stay in this process.</summary>
    public static void AddInMemory(this IBusRegistrationConfigurator bus)
    {
        bus.AddSingleton<AcknowledgedPublisher>().AddSingleton<IEventPublisher>(s => s.GetRequiredService<AcknowledgedPublisher>());
        bus.AddReceiveObserver(s => s.GetRequiredService<AcknowledgedPublisher>());
        bus.UsingInMemory((context, transport) => transport.UsePinnedMessages(context));
    }

    private static void AddRabbitMq(this IBusRegistrationConfigurator bus, RabbitMqOptions rabbit)
    {
        bus.AddSingleton<IEventPublisher, ConfirmedPublisher>();
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(rabbit.Host!, host =>
            {
                host.Username(rabbit.Username);
                host.Password(rabbit.Password);
                host.Heartbeat(Heartbeat);
                if (rabbit.Host!.Scheme == "amqps")
                {
                    host.UseSsl(tls => tls.ServerName = rabbit.Host.Host);
                }
            });
            transport.UsePinnedMessages(context);
        });
    }
}
