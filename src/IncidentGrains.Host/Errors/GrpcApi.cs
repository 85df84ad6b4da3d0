using Google.Protobuf.Reflection;
using Google.Rpc;
using IncidentGrains.Host.Access;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IncidentGrains.Host.Errors;

/// <summary>gRPC with its JSON face, reflection and health.</summary>
internal static class GrpcApi
{
    public static void AddGrpcApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ErrorMapping>();
        builder.Services.AddGrpc(o =>
        {
            o.Interceptors.Add<AccessInterceptor>();
            o.MaxReceiveMessageSize = 4 * 1024 * 1024;
            o.EnableDetailedErrors = false;
        }).AddJsonTranscoding(o =>
        {
            // Proto JSON as every other client writes it: a 64-bit number does not fit into JavaScript's.
            o.JsonSettings.WriteInt64sAsStrings = true;

            // Without these an error with details can't be written, and leaves as an empty 500.
            o.TypeRegistry = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
        });
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpcHealthChecks().AddCheck<LedgerHealth>("ledger").AddCheck<SiloHealth>("silo").AddCheck<RulesHealth>("rules");

        // Those who watch the health are told within a second, so that a load balancer turns away before the drain is over.
        builder.Services.Configure<HealthCheckPublisherOptions>(o => o.Period = TimeSpan.FromSeconds(1));
    }

    public static void MapOperations(this WebApplication app)
    {
        app.UseEarlyRefusal();
        app.MapGrpcReflectionService();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/healthz/ready");
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
        app.MapPrometheusScrapingEndpoint("/metrics").RequireToken(app.Services);
    }
}
