using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Storage;
using IncidentGrains.Registry.Sealing;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Cohorts.Sealing;

/// <summary>Seals an import: builds its segment, and lets the ledger make its people count, all at once. Can be repeated at any point.</summary>
internal sealed partial class SealingJob(
    SegmentSealing sealing, ImportTargets targets, Registries registries, RegistryStore store, RunSpill spill, ILogger<SealingJob> logger)
{
    /// <summary>Runs to the end. What can't succeed is told to the registry; what may pass is thrown.</summary>
    public async Task Run(IRegistryGrain registry, string importId, Action<int> progress, CancellationToken cancellation)
    {
        try
        {
            while (!await Sealed(registry, importId, progress, cancellation))
            {
                LogAgain(logger, importId);
            }
        }
        catch (Exception e) when (e is BlobDamagedException or MasterKeyException or InvalidDataException or InvalidOperationException or OverflowException)
        {
            LogFailed(logger, importId, e);
            await registry.Execute(new FailSealing(Meta("fail", importId), importId, Reason(e)));
        }

        spill.Forget(importId);
    }

    private async Task<bool> Sealed(IRegistryGrain registry, string importId, Action<int> progress, CancellationToken cancellation)
    {
        var state = await registry.View(0);
        if (state.FindImport(importId) is not ({ } cohort, { State: ImportState.Sealing } import))
        {
            return true;
        }

        // A chunk that came while sealing began is none of it.
        var chunks = (await store.Chunks(importId)).TakeWhile(c => c.Number <= import.Chunks).ToList();
        if (Convert.ToHexStringLower(ImportDigest.Of(chunks)) != import.Digest)
        {
            throw new InvalidOperationException($"The {chunks.Count} chunks that are stored are not the {import.Chunks} that were to be sealed.");
        }

        var target = await targets.Of(state, cohort, import);
        var basis = await registries.View(state, state);
        var result = await sealing.Build(target, basis, 1UL << state.Cohorts.IndexOf(cohort), chunks, progress, cancellation);
        try
        {
            await registry.Execute(new CompleteSealing(Meta("seal", importId), importId, result, state.DataVersion));
            return true;
        }
        catch (CaseException e) when (e.Reason == "registry.changed")
        {
            // Another cohort was sealed or withdrawn meanwhile: the counts are not those of the registry any more.
            return false;
        }
    }

    private static CommandMeta Meta(string what, string importId) => new($"~{what}:{importId}", Actor.System, ExpectedVersion: 0);

    private static string Reason(Exception e) => e is BlobDamagedException or MasterKeyException or InvalidOperationException
        ? e.Message : "The stored rows can't be read; the server's log says more.";

    [LoggerMessage(Level = LogLevel.Error, Message = "{ImportId} can't be sealed")]
    private static partial void LogFailed(ILogger logger, string importId, Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The registry changed while {ImportId} was sealed; it is done anew")]
    private static partial void LogAgain(ILogger logger, string importId);
}
