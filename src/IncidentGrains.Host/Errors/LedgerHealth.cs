using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IncidentGrains.Host.Errors;

/// <summary>The server is ready when the ledger answers.</summary>
internal sealed class LedgerHealth(LedgerReader reader) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await reader.LastPosition();
            return HealthCheckResult.Healthy();
        }
        catch (System.Data.Common.DbException)
        {
            return HealthCheckResult.Unhealthy("The ledger does not answer.");
        }
    }
}
