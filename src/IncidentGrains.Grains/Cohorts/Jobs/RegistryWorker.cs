using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Cohorts.Changes;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Sealing;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Cohorts.Jobs;

/// <summary>Does what is to be done to registries, one at a time on this silo: seals imports, carries out changes, destroys what was given up.</summary>
/// <remarks>
/// The append that makes something to do arms the registry's clock, so nothing is forgotten. Whoever claims the clock looks at
/// the registry, does all of it, and lets the clock go; each step can be repeated, so a silo that dies costs time alone.
/// </remarks>
internal sealed partial class RegistryWorker(
    Clocks clocks, ClockSignal signal, RegistryClaims claims, IGrainFactory grains, SealingJob sealing, ChangeJob changes, PersonChanges people, SealedBlobs blobs,
    IncidentVault vault, RegistrySweep sweep, RunSpill spill, TimeProvider time, ILogger<RegistryWorker> logger) : BackgroundService
{
    private readonly string _silo = Guid.NewGuid().ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Rotate();
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                while (!stoppingToken.IsCancellationRequested && await clocks.Claim(Registry.ClockName, limit: 1) is [var clock])
                {
                    await Act(clock, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The clock rows stay: the next poll, here or on another silo, takes them up.
                LogNotClaimed(logger, e.GetType().Name);
            }

            await Signal.Wait(next, Clocks.Poll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A server that is started with another master key first takes that one into use; the former can go at the start after.
    private async Task Rotate()
    {
        try
        {
            if (await vault.Rotate() is > 0 and var rotated)
            {
                LogRotated(logger, rotated);
            }
        }
        catch (Exception e)
        {
            // Each incident's secrets can be read as before, or say themselves why not.
            LogNotRotated(logger, e);
        }
    }

    private async Task Act(DueClock clock, CancellationToken stoppingToken)
    {
        if (!await claims.Take(clock.Owner, _silo))
        {
            return;
        }

        var (importId, permille) = ("", 0);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await using (new Renewal(() => claims.Renew(clock.Owner, _silo, Volatile.Read(ref importId), Volatile.Read(ref permille)), lost, time))
            {
                await Work(clock.Owner, (id, done) => (importId, permille) = (id, done), lost.Token);
            }

            await clocks.Complete(clock);
        }
        catch (Exception e) when (stoppingToken.IsCancellationRequested)
        {
            LogGivenBack(logger, clock.Owner, e.GetType().Name);
        }
        catch (Exception e)
        {
            LogPutOff(logger, clock.Owner, e);
        }

        await claims.Release(clock.Owner, _silo);
    }

    private async Task Work(string registryId, Action<string, int> progress, CancellationToken cancellation)
    {
        var registry = grains.GetGrain<IRegistryGrain>(registryId);
        var state = await registry.Whole();
        foreach (var import in state.Cohorts.SelectMany(c => c.Imports))
        {
            switch (import.State)
            {
                case ImportState.Sealing:
                    await sealing.Run(registry, import.ImportId, done => progress(import.ImportId, done), cancellation);
                    break;
                case ImportState.Cancelled:
                    spill.Forget(import.ImportId);
                    await blobs.Forget(import.ImportId);
                    break;
            }
        }

        var pending = (await people.Pending(state.IncidentId)).ToHashSet(StringComparer.Ordinal);
        var decided = state.Changes.FindAll(c => pending.Contains(c.ChangeId));
        foreach (var declined in decided.FindAll(c => c.State == ChangeState.Declined))
        {
            await people.Forget(declined.ChangeId);
        }

        await changes.Run(registry, [.. decided.Where(c => c.State is ChangeState.Approved or ChangeState.Executed).OrderBy(c => c.DecidedAt).Select(c => c.ChangeId)]);

        // Also what an earlier process had stored in vain, or had no time to sweep.
        await sweep.Run(await registry.View(0));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The secrets of {Incidents} incident(s) were wrapped anew by the current master key")]
    private static partial void LogRotated(ILogger logger, int incidents);

    [LoggerMessage(Level = LogLevel.Error, Message = "Secrets could not be wrapped anew by the current master key")]
    private static partial void LogNotRotated(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work on registries could not be looked for ({Error}); it stays to be done")]
    private static partial void LogNotClaimed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The work on {Registry} is left to another silo, or to the next start ({Error})")]
    private static partial void LogGivenBack(ILogger logger, string registry, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The work on {Registry} could not be done now; it is tried again once the clock's claim has run out")]
    private static partial void LogPutOff(ILogger logger, string registry, Exception error);
}
