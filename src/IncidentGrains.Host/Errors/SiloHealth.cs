using IncidentGrains.Host.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IncidentGrains.Host.Errors;

/// <summary>The server is ready while its silo is a member of the cluster, and nobody asked it to stop.</summary>
internal sealed class SiloHealth(ISiloStatusOracle silo, Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        drain.HasBegun ? HealthCheckResult.Unhealthy("The server is stopping.")
        : silo.CurrentStatus == SiloStatus.Active ? HealthCheckResult.Healthy()
        : HealthCheckResult.Unhealthy($"The silo is {silo.CurrentStatus}."));
}
