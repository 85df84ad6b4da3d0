using IncidentGrains.Host.Access;

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
        }).AddJsonTranscoding();
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpcHealthChecks().AddCheck<LedgerHealth>("ledger");
    }

    public static void MapOperations(this WebApplication app)
    {
        app.UseMetricsAccess();
        app.MapGrpcReflectionService();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/healthz/ready");
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
