using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Storage;

namespace IncidentGrains.Grains.Cohorts.Changes;

/// <summary>Carries out an approved change of one person: rewrites all that names them, lets the ledger switch over, destroys what stood before. Each step can be repeated.</summary>
internal sealed class ChangeJob(
    IGrainFactory grains, PersonChanges changes, Registries registries, SegmentRewrite rewrite, ImportTargets targets, SealedBlobs blobs, RegistryStore store)
{
    /// <summary>Runs to the end, or as far as it comes.</summary>
    public async Task Run(string incidentId, string changeId)
    {
        var registry = grains.GetGrain<IRegistryGrain>(RegistryId.Of(incidentId));
        while (await changes.Read(incidentId, changeId) is { } change)
        {
            var state = await registry.View(0);
            var view = await registries.ViewOfAll(state);
            var replaced = new List<(LiveSegment From, LiveSegment To)>();
            var chunks = 0;
            foreach (var segment in view.Segments)
            {
                var (cohort, import) = state.FindImport(segment.Manifest.ImportId)!.Value;
                if (await rewrite.Run(view, segment, await targets.Of(state, cohort, import), change) is { } done)
                {
                    replaced.Add((segment, done.Segment));
                    chunks += done.Chunks;
                }
            }

            var doomed = replaced.Sum(r => Addresses(r.From).Except(Addresses(r.To), StringComparer.Ordinal).Count());
            var live = (await registries.View(state, state)).Segments;
            var persons = (await registries.Census(view with { Segments = [.. live.Select(s => replaced.Find(r => r.From.Address == s.Address).To ?? s)] })).Persons;
            try
            {
                await registry.Execute(new CompleteChange(
                    new CommandMeta($"~change:{changeId}", Actor.System, ExpectedVersion: 0), changeId,
                    [.. replaced.Select(r => new SegmentReplaced(r.From.Address, r.To.Address))], chunks, doomed, persons));
            }
            catch (CaseException e) when (e.Reason == "registry.changed")
            {
                continue;
            }

            await Clean(await registry.View(0));
            await changes.Forget(changeId);
        }
    }

    // Whatever the sealed imports of the registry no longer consist of: what was replaced, and what a run that was cut off left.
    private async Task Clean(RegistryState state)
    {
        foreach (var segment in (await registries.ViewOfAll(state)).Segments)
        {
            var kept = Addresses(segment).ToHashSet(StringComparer.Ordinal);
            var left = (await store.BlobsOf(segment.Manifest.ImportId)).Where(b => !kept.Contains(Convert.ToHexStringLower(b))).ToList();
            if (left.Count > 0)
            {
                foreach (var (stored, chunk) in (await store.Chunks(segment.Manifest.ImportId)).Zip(segment.Manifest.Chunks).Where(c => Convert.ToHexStringLower(c.First.Blob) != c.Second.Blob))
                {
                    await store.Replace(stored.ImportId, stored.Number, Convert.FromHexString(chunk.Blob));
                }

                await blobs.Destroy(left);
            }
        }
    }

    private static IEnumerable<string> Addresses(LiveSegment segment) =>
        [segment.Address, .. segment.Manifest.Chunks.Select(c => c.Blob), .. segment.Manifest.MemberRanges.Concat(segment.Manifest.AliasRanges).Select(r => r.Blob).Where(b => b.Length > 0)];
}
