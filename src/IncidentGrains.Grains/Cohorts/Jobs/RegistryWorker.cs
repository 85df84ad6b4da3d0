using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Changes;
using IncidentGrains.Grains.Cohorts.Sealing;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Cohorts.Jobs;

/// <summary>Does what is to be done to registries, one job at a time on this silo. A silo that dies leaves its job to another.</summary>
internal sealed partial class RegistryWorker(RegistryJobs jobs, SealingJob sealing, ChangeJob changes, TimeProvider time, ILogger<RegistryWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private readonly string _silo = Guid.NewGuid().ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = jobs.Added.Next;
            try
            {
                while (!stoppingToken.IsCancellationRequested && await jobs.Claim(_silo) is { } claimed)
                {
                    await Work(claimed.IncidentId, claimed.JobId, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The rows stay: the next poll, here or on another silo, takes them up.
                LogNotClaimed(logger, e.GetType().Name);
            }

            await Signal.Wait(next, Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Work(string incidentId, string jobId, CancellationToken stoppingToken)
    {
        var permille = 0;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await using (new Renewal(() => jobs.Renew(_silo, jobId, Volatile.Read(ref permille)), lost, time))
            {
                await (CohortIds.IsImport(jobId) ? sealing.Run(incidentId, jobId, p => Volatile.Write(ref permille, p), lost.Token) : changes.Run(incidentId, jobId));
            }

            await jobs.Remove(jobId);
        }
        catch (Exception e) when (stoppingToken.IsCancellationRequested)
        {
            LogGivenBack(logger, jobId, e.GetType().Name);
            await jobs.Release(_silo, jobId);
        }
        catch (Exception e)
        {
            LogPutOff(logger, jobId, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work on registries could not be looked for ({Error}); it stays to be done")]
    private static partial void LogNotClaimed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "{JobId} is left to another silo, or to the next start ({Error})")]
    private static partial void LogGivenBack(ILogger logger, string jobId, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{JobId} could not be done now; it is tried again once its claim has run out")]
    private static partial void LogPutOff(ILogger logger, string jobId, Exception error);
}
