using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentGrains.Host.Hosting;

/// <summary>Logs, metrics and traces; they hold ids, counts and codes, never content.</summary>
internal static class Observability
{
    // Each call is counted, with its route and how long it took; what else is told of each costs as much as a look-up.
    private static readonly string[] ToldOfEachCall =
        ["aspnetcore.routing.match_attempts", "aspnetcore.memory_pool.*", "kestrel.queued_requests", "http.server.active_requests"];

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(o =>
        {
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });

        // Standard output is for the ready line.
        builder.Services.Configure<ConsoleLoggerOptions>(o =>
        {
            o.LogToStandardErrorThreshold = LogLevel.Trace;

            // Whoever reads the log slowly must not stop the server; how many lines were dropped is written.
            o.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        foreach (var (category, level) in new[]
        {
            ("Microsoft", LogLevel.Warning), ("Orleans", LogLevel.Warning), ("Microsoft.Orleans", LogLevel.Warning),
            ("MassTransit", LogLevel.Warning), ("Grpc", LogLevel.Warning), ("System", LogLevel.Warning), ("Polly", LogLevel.Warning),

            // Writes out why a message could not be read, with the text in question; who parks it logs what may be logged.
            ("MassTransit.ReceiveTransport", LogLevel.None),

            // Measures its first tick from the machine's boot and warns of that at every start.
            ("Orleans.Runtime.Watchdog", LogLevel.Error),

            // Who asks is answered; said once a second for as long as the database is away, it would drown the cause.
            ("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None),

            // Five errors with their stacks, 33 KB in all, for each call while the database is away; the interceptor logs one line.
            ("Orleans.Grain", LogLevel.None),
            ("Orleans.Storage.AdoNetGrainStorage", LogLevel.None),

            // A start that fails is told in one sentence by Program.
            ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None),

            // Logs nothing here, but for being asked it makes an activity and a scope for each call; traces to an endpoint have their own.
            ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),

            // Writes a refused call's whole text; the interceptor logs what may be logged.
            ("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None),
        })
        {
            builder.Logging.AddFilter(category, level);
        }
    }

    public static void AddMetricsAndTraces(this WebApplicationBuilder builder, ServerOptions options)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("incidentgrains"))
            .WithMetrics(m =>
            {
                m.AddAspNetCoreInstrumentation();
                foreach (var name in ToldOfEachCall)
                {
                    m.AddView(name, MetricStreamConfiguration.Drop);
                }

                m.AddRuntimeInstrumentation().AddMeter("Microsoft.Orleans", LedgerMetrics.MeterName).AddPrometheusExporter();
                if (options.Otlp.Length > 0)
                {
                    m.AddOtlpExporter(o => o.Endpoint = new Uri(options.Otlp));
                }
            });
        if (options.Otlp.Length > 0)
        {
            telemetry.WithTracing(t => t
                .AddAspNetCoreInstrumentation()
                .AddSource("Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application", "MassTransit")
                .AddOtlpExporter(o => o.Endpoint = new Uri(options.Otlp)));
        }
    }
}
