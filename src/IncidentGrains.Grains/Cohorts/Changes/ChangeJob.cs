using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Reading;

namespace IncidentGrains.Grains.Cohorts.Changes;

/// <summary>Carries out an approved change of one person: rewrites all that names them, lets the ledger switch over, destroys what stood before. Each step can be repeated.</summary>
internal sealed class ChangeJob(
    PersonChanges changes, Registries registries, SegmentRewrite rewrite, ImportTargets targets, RegistrySweep sweep)
{
    /// <summary>Runs to the end, or as far as it comes.</summary>
    public async Task Run(IRegistryGrain registry, string changeId)
    {
        while (true)
        {
            var state = await registry.View(0);
            if (await changes.Read(state.IncidentId, changeId) is not { } change)
            {
                return;
            }

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

            var doomed = replaced.Sum(r => r.From.Addresses.Except(r.To.Addresses, StringComparer.Ordinal).Count());
            var live = (await registries.View(state, state)).Segments;
            var persons = (await registries.Census(view with { Segments = [.. live.Select(s => replaced.Find(r => r.From.Address == s.Address).To ?? s)] })).Persons;
            try
            {
                await registry.Execute(new CompleteChange(
                    new CommandMeta($"~change:{changeId}", Actor.System, ExpectedVersion: 0), changeId,
                    [.. replaced.Select(r => new SegmentReplaced(r.From.Address, r.To.Address))], chunks, doomed, persons, state.DataVersion));
            }
            catch (CaseException e) when (e.Reason == "registry.changed")
            {
                continue;
            }

            await sweep.Run(await registry.View(0));
            await changes.Forget(changeId);
        }
    }
}
