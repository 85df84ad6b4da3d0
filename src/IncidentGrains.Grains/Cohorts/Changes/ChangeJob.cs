using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Reading;

namespace IncidentGrains.Grains.Cohorts.Changes;

/// <summary>Carries out approved changes of people: rewrites all that names them, lets the ledger switch over, destroys what stood before. Each step can be repeated.</summary>
/// <remarks>Changes that wait together are carried out together: a chunk of 128,000 rows is then written once, not once for each of its people.</remarks>
internal sealed class ChangeJob(
    PersonChanges changes, Registries registries, SegmentRewrite rewrite, ImportTargets targets, RegistrySweep sweep)
{
    // Those who asked first do not wait for all who ask meanwhile.
    private const int AtOnce = 1_000;

    /// <summary>Runs to the end, or as far as it comes.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="changeIds">The changes, approved or just carried out, in the order in which they are to be.</param>
    public async Task Run(IRegistryGrain registry, IReadOnlyList<string> changeIds)
    {
        while (await Next(await registry.Whole(), changeIds) is { Count: > 0 } next)
        {
            await Execute(registry, next);
        }

        if (changeIds.Count > 0)
        {
            await sweep.Run(await registry.View(0));
        }

        foreach (var changeId in changeIds)
        {
            await changes.Forget(changeId);
        }
    }

    // What can be done together: the second change of one person rests on the first.
    private async Task<IReadOnlyList<(string Id, PendingChange Change)>> Next(RegistryState state, IReadOnlyList<string> changeIds)
    {
        var approved = state.Changes.Where(c => c.State == ChangeState.Approved).Select(c => c.ChangeId).ToHashSet(StringComparer.Ordinal);
        var next = new List<(string Id, PendingChange Change)>();
        foreach (var id in changeIds.Where(approved.Contains))
        {
            if (await changes.Read(state.IncidentId, id) is { } change && !next.Exists(n => n.Change.Person == change.Person))
            {
                next.Add((id, change));
            }

            if (next.Count == AtOnce)
            {
                break;
            }
        }

        return next;
    }

    private async Task Execute(IRegistryGrain registry, IReadOnlyList<(string Id, PendingChange Change)> next)
    {
        var state = await registry.View(0);
        var view = await registries.ViewOfAll(state);
        var replaced = new List<(LiveSegment From, LiveSegment To)>();
        var chunks = 0;
        foreach (var segment in view.Segments)
        {
            var (cohort, import) = state.FindImport(segment.Manifest.ImportId)!.Value;
            if (await rewrite.Run(view, segment, await targets.Of(state, cohort, import), [.. next.Select(n => n.Change)]) is { } done)
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
                new CommandMeta($"~change:{next[0].Id}", Actor.System, ExpectedVersion: 0), next[0].Id,
                [.. replaced.Select(r => new SegmentReplaced(r.From.Address, r.To.Address))], chunks, doomed, persons, state.DataVersion, [.. next.Skip(1).Select(n => n.Id)]));
        }
        catch (CaseException e) when (e.Reason == "registry.changed")
        {
            // Another cohort counts, or one less: the same is done again on what stands now.
        }
    }
}
