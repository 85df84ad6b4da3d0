using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;

namespace IncidentGrains.Host.Regulators;

/// <summary>Assesses all incidents by rules that have just come into force. Several servers that do so at once change nothing twice.</summary>
internal sealed partial class RuleSweep(IGrainFactory grains, ClockBoard board, ILogger<RuleSweep> logger)
{
    private const int AtOnce = 200;

    /// <summary>Completes when all incidents were assessed; those that could not be are logged, and assessed when next something of them changes.</summary>
    public async Task Run(string digest, CancellationToken cancellation)
    {
        var after = "";
        while (await board.Incidents(after, AtOnce) is { Count: > 0 } incidents)
        {
            foreach (var incident in incidents)
            {
                cancellation.ThrowIfCancellationRequested();
                await Assess(incident, digest);
            }

            after = incidents[^1];
        }
    }

    private async Task Assess(string incident, string digest)
    {
        var meta = new CommandMeta($"~rules:{digest[..16]}:{Guid.CreateVersion7():N}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IObligationsGrain>(ObligationsId.Of(incident)).Execute(new AssessObligations(meta));
        }
        catch (Exception e) when (e is CaseException or TimeoutException or OrleansException)
        {
            LogFailed(logger, incident, (e as CaseException)?.Reason ?? e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The obligations of {Incident} could not be assessed by the new rules: {Reason}")]
    private static partial void LogFailed(ILogger logger, string incident, string reason);
}
