using IncidentGrains.Grains.Regulators;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IncidentGrains.Host.Errors;

/// <summary>Degraded while the rule packs that lie in the folder are not those by which the server assesses; it serves on by the last good ones.</summary>
internal sealed class RulesHealth(RulesInForce rules) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        rules.Refusal.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The rule packs in the folder are refused; see the log."));
}
