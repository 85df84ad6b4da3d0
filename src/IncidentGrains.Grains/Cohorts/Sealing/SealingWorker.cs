using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Registry.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Cohorts.Sealing;

/// <summary>Builds the segments that wait for it, one at a time on this silo, and lets the registry know. A silo that dies leaves its work to another.</summary>
internal sealed partial class SealingWorker(
    SealingQueue queue, SegmentSealing sealing, ImportTargets targets, Registries registries, RegistryStore store, RunSpill spill, IGrainFactory grains,
    TimeProvider time, ILogger<SealingWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private readonly string _silo = Guid.NewGuid().ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = queue.Added.Next;
            try
            {
                while (await queue.Claim(_silo) is { } claimed)
                {
                    await Work(claimed.IncidentId, claimed.ImportId, stoppingToken);
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

    // What fails for a reason that may pass is tried again after the claim; what can't succeed is told to the registry.
    private async Task Work(string incidentId, string importId, CancellationToken stoppingToken)
    {
        var registry = grains.GetGrain<IRegistryGrain>(RegistryId.Of(incidentId));
        try
        {
            await Seal(registry, importId, stoppingToken);
            await queue.Remove(importId);
            spill.Forget(importId);
        }
        catch (Exception e) when (e is BlobDamagedException or MasterKeyException or InvalidDataException or InvalidOperationException or OverflowException)
        {
            LogFailed(logger, importId, e);
            await registry.Execute(new FailSealing(Meta("fail", importId), importId, Reason(e)));
            await queue.Remove(importId);
        }
        catch (Exception e) when (stoppingToken.IsCancellationRequested)
        {
            LogGivenBack(logger, importId, e.GetType().Name);
            await queue.Release(_silo, importId);
        }
        catch (Exception e)
        {
            LogPutOff(logger, importId, e);
        }
    }

    private async Task Seal(IRegistryGrain registry, string importId, CancellationToken stoppingToken)
    {
        while (true)
        {
            var state = await registry.View(0);
            if (state.FindImport(importId) is not ({ } cohort, { State: ImportState.Sealing } import))
            {
                return;
            }

            var chunks = await store.Chunks(importId);
            if (chunks.Count != import.Chunks)
            {
                throw new InvalidOperationException($"{chunks.Count} chunks are stored of the {import.Chunks} that were to be sealed.");
            }

            var target = await targets.Of(state, cohort, import);
            var basis = await registries.View(state);
            var permille = 0;
            using var lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await using var renewing = new Renewal(() => queue.Renew(_silo, importId, Volatile.Read(ref permille)), lost, time);
            var result = await sealing.Build(target, basis, 1UL << state.Cohorts.IndexOf(cohort), chunks, p => Volatile.Write(ref permille, p), lost.Token);
            try
            {
                await registry.Execute(new CompleteSealing(Meta("seal", importId), importId, result, state.DataVersion));
                return;
            }
            catch (CaseException e) when (e.Reason == "registry.changed")
            {
                // Another cohort was sealed or withdrawn meanwhile: the counts are not those of the registry any more.
                LogAgain(logger, importId);
            }
        }
    }

    private static CommandMeta Meta(string what, string importId) => new($"~{what}:{importId}", Actor.System, ExpectedVersion: 0);

    private static string Reason(Exception e) => e is BlobDamagedException or MasterKeyException or InvalidOperationException
        ? e.Message : "The stored rows can't be read; the server's log says more.";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Imports to seal could not be looked for ({Error}); they stay to be done")]
    private static partial void LogNotClaimed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{ImportId} can't be sealed")]
    private static partial void LogFailed(ILogger logger, string importId, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "{ImportId} is left to another silo, or to the next start ({Error})")]
    private static partial void LogGivenBack(ILogger logger, string importId, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ImportId} could not be sealed now; it is tried again once its claim has run out")]
    private static partial void LogPutOff(ILogger logger, string importId, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The registry changed while {ImportId} was sealed; it is counted anew")]
    private static partial void LogAgain(ILogger logger, string importId);
}
