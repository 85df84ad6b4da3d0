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
    private readonly KeptAnswers<Census> _censuses = new(KeptCensuses);
    private readonly KeptAnswers<OverlapEstimate> _overlaps = new(KeptCensuses);

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
        _censuses.Keep((basis with { Segments = [.. basis.Segments, added] }).Content, census);
        return census;
    }

    /// <summary>How many people there are of each kind.</summary>
    public Task<Census> Census(RegistryView view) => _censuses.Of(view.Content, async () =>
    {
        var taker = new CensusTaker();
        await Each(range => Range(view, range), (_, live) => taker.Add(live));
        return taker.Taken();
    });

    /// <summary>How many of those whom only one of two cohorts names may be the same persons.</summary>
    /// <param name="view">The registry.</param>
    /// <param name="first">The bit of a cohort.</param>
    /// <param name="other">The bit of another one.</param>
    public Task<OverlapEstimate> Overlap(RegistryView view, ulong first, ulong other)
    {
        var two = view with { Segments = [.. view.Segments.Where(s => s.Cohort == first || s.Cohort == other)] };
        return _overlaps.Of(two.Content, async () =>
        {
            var numbers = new OverlapNumbers(first, two.Segments.Count);
            await Each(range => Range(two, range), numbers.Add);
            var matcher = new OverlapMatcher(numbers);
            await Each(async range => (Live: await Range(two, range), Aliases: await Aliases(two, range)), (range, of) => matcher.Add(range, of.Live, of.Aliases));
            return matcher.Estimate;
        });
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

    private async Task<AliasRange[]> Aliases(RegistryView view, int range)
    {
        var aliases = new AliasRange[view.Segments.Count];
        for (var i = 0; i < aliases.Length; i++)
        {
            aliases[i] = await ranges.Aliases(view, view.Segments[i], range);
        }

        return aliases;
    }

    // Reads each range and works on it, several at a time, on the threads for such work.
    private Task Each<T>(Func<int, Task<T>> read, Action<int, T> work) => Parallel.ForEachAsync(
        Enumerable.Range(0, KeyRun.Ranges), new ParallelOptions { MaxDegreeOfParallelism = pool.Threads + 1 }, async (range, _) =>
        {
            var content = await read(range);
            await pool.Run(() =>
            {
                work(range, content);
                return true;
            });
        });

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
