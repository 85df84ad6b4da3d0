using System.Collections.Concurrent;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Sealing;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>Reads registries around their grains: segments, ranges, the census. What is answered is exact for the version that it names.</summary>
internal sealed class Registries(IncidentVault vault, SealedBlobs blobs, RangeCache ranges, BulkPool pool)
{
    // A manifest is some 100 KB in memory; those of withdrawn cohorts and former versions are read again when asked for.
    private const int KeptManifests = 256;

    private const int KeptCensuses = 64;
    private readonly ConcurrentDictionary<string, (SegmentManifest Manifest, RangeSlots Slots)> _manifests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<Census>> _censuses = new(StringComparer.Ordinal);

    /// <summary>The registry as a state of it says.</summary>
    /// <param name="state">The state, of now or of an earlier version.</param>
    /// <param name="now">The state of now: whoever was erased since is gone from earlier versions too, for the keys are destroyed.</param>
    /// <exception cref="BlobDamagedException">A manifest is not what was sealed.</exception>
    public Task<RegistryView> View(RegistryState state, RegistryState now) =>
        View(state, state.Live.Select(l => (l.Cohort, now.FindImport(l.Import.ImportId)?.Import ?? l.Import)));

    /// <summary>The registry with its withdrawn cohorts: all that is stored of people.</summary>
    public Task<RegistryView> ViewOfAll(RegistryState state) =>
        View(state, state.Cohorts.SelectMany(c => c.Imports.Where(i => i.Result is not null).Select(i => (c, i))).OrderBy(p => p.i.SealedVersion));

    /// <summary>Keeps the census of a registry with one more segment, counted while that was built; returns it.</summary>
    public Census Keep(RegistryView basis, LiveSegment added, Census census)
    {
        _manifests[added.Address] = (added.Manifest, added.Slots);
        _censuses[(basis with { Segments = [.. basis.Segments, added] }).Content] = Task.FromResult(census);
        return census;
    }

    /// <summary>How many people there are of each kind.</summary>
    public async Task<Census> Census(RegistryView view)
    {
        var key = view.Content;
        var counting = _censuses.GetOrAdd(key, _ => Count(view));
        try
        {
            var census = await counting;
            if (_censuses.Count > KeptCensuses && _censuses.Keys.FirstOrDefault(k => k != key) is { } other)
            {
                _censuses.TryRemove(other, out _);
            }

            return census;
        }
        catch
        {
            _censuses.TryRemove(new KeyValuePair<string, Task<Census>>(key, counting));
            throw;
        }
    }

    /// <summary>The same range of each segment that counts, oldest first.</summary>
    public async Task<LiveRange[]> Range(RegistryView view, int range)
    {
        var live = new LiveRange[view.Segments.Count];
        for (var i = 0; i < live.Length; i++)
        {
            live[i] = new LiveRange(view.Segments[i].Cohort, await ranges.Members(view, view.Segments[i], range));
        }

        return live;
    }

    /// <summary>Runs work on each range of all segments, several at a time, on the threads for such work.</summary>
    public Task Each(RegistryView view, Action<LiveRange[]> work, CancellationToken cancellation = default) => Parallel.ForEachAsync(
        Enumerable.Range(0, KeyRun.Ranges), new ParallelOptions { MaxDegreeOfParallelism = pool.Threads + 1, CancellationToken = cancellation }, async (range, _) =>
        {
            var live = await Range(view, range);
            await pool.Run(() =>
            {
                work(live);
                return true;
            });
        });

    private async Task<RegistryView> View(RegistryState state, IEnumerable<(Cohort Cohort, CohortImport Import)> imports)
    {
        var secrets = await vault.Of(state.IncidentId);
        var segments = new List<LiveSegment>();
        foreach (var (cohort, import) in imports)
        {
            var address = import.Result!.Segment;
            var (manifest, slots) = await Manifest(state.IncidentId, secrets, import.ImportId, address);
            segments.Add(new LiveSegment(address, 1UL << state.Cohorts.IndexOf(cohort), manifest) { Slots = slots });
        }

        return new RegistryView(state, secrets, segments);
    }

    private async Task<Census> Count(RegistryView view)
    {
        var taker = new CensusTaker();
        await Each(view, taker.Add);
        return taker.Taken();
    }

    private async Task<(SegmentManifest Manifest, RangeSlots Slots)> Manifest(string incidentId, IncidentSecrets secrets, string importId, string address)
    {
        if (_manifests.TryGetValue(address, out var known))
        {
            return known;
        }

        var read = SegmentManifest.Read(await blobs.Open(secrets, Places.Manifest(incidentId, importId), address));
        if (_manifests.Count >= KeptManifests && _manifests.Keys.FirstOrDefault() is { } other)
        {
            _manifests.TryRemove(other, out _);
        }

        return _manifests[address] = (read, new RangeSlots());
    }
}
