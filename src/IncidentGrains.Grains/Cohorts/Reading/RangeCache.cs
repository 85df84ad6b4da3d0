using System.Collections.Concurrent;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>Ranges of segments in memory, up to a budget; those not used for longest go first. What is behind an address never changes.</summary>
/// <param name="blobs">Where they come from.</param>
/// <param name="budget">Bytes that they may take.</param>
internal sealed class RangeCache(SealedBlobs blobs, long budget)
{
    private readonly ConcurrentDictionary<string, CachedRange> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<(CachedRange? Entry, object Content)>> _loading = new(StringComparer.Ordinal);
    private readonly Lock _evicting = new();
    private long _size;
    private long _ticks;

    /// <summary>Bytes taken now.</summary>
    public long Size => Interlocked.Read(ref _size);

    /// <summary>A range of a segment's people if it is in memory, else null.</summary>
    public MemberRange? MembersAtHand(LiveSegment segment, int range) =>
        (MemberRange?)AtHand(segment.Slots.Members[range]) ?? (segment.Manifest.MemberRanges[range].Count == 0 ? MemberRange.Empty : null);

    /// <summary>A range of a segment's further identifiers if it is in memory, else null.</summary>
    public AliasRange? AliasesAtHand(LiveSegment segment, int range) =>
        (AliasRange?)AtHand(segment.Slots.Aliases[range]) ?? (segment.Manifest.AliasRanges[range].Count == 0 ? AliasRange.Empty : null);

    /// <summary>A range of a segment's people.</summary>
    public async ValueTask<MemberRange> Members(RegistryView view, LiveSegment segment, int range)
    {
        var address = segment.Manifest.MemberRanges[range].Blob;
        return MembersAtHand(segment, range) ?? (MemberRange)await Content(address, segment.Slots.Members, range, async () =>
        {
            var place = Places.Members(view.State.IncidentId, segment.Manifest.ImportId, range);
            var read = RangeFormat.ReadMembers(await blobs.Open(view.Secrets, place, address));
            return (read, read.Size);
        });
    }

    /// <summary>A range of a segment's further identifiers.</summary>
    public async ValueTask<AliasRange> Aliases(RegistryView view, LiveSegment segment, int range)
    {
        var address = segment.Manifest.AliasRanges[range].Blob;
        return AliasesAtHand(segment, range) ?? (AliasRange)await Content(address, segment.Slots.Aliases, range, async () =>
        {
            var place = Places.Aliases(view.State.IncidentId, segment.Manifest.ImportId, range);
            var read = RangeFormat.ReadAliases(await blobs.Open(view.Secrets, place, address));
            return (read, read.Size);
        });
    }

    private object? AtHand(CachedRange? entry)
    {
        if (entry?.Content is not { } content)
        {
            return null;
        }

        // Written once a load, not once a look-up: processors would pass the line to and fro.
        var now = Volatile.Read(ref _ticks);
        if (entry.LastUse != now)
        {
            entry.LastUse = now;
        }

        return content;
    }

    private async Task<object> Content(string address, CachedRange?[] slots, int range, Func<Task<(object Content, long Size)>> read)
    {
        var (entry, content) = _entries.TryGetValue(address, out var known) && AtHand(known) is { } kept ? (known, kept) : await Loaded(address, read);
        slots[range] = entry ?? slots[range];
        return content;
    }

    // Those who want the same at once wait for one load.
    private async Task<(CachedRange? Entry, object Content)> Loaded(string address, Func<Task<(object Content, long Size)>> read)
    {
        var loading = _loading.GetOrAdd(address, static (a, s) => s.Cache.Load(a, s.Read), (Cache: this, Read: read));
        try
        {
            return await loading;
        }
        finally
        {
            _loading.TryRemove(new KeyValuePair<string, Task<(CachedRange? Entry, object Content)>>(address, loading));
        }
    }

    private async Task<(CachedRange? Entry, object Content)> Load(string address, Func<Task<(object Content, long Size)>> read)
    {
        var (content, size) = await read();
        var entry = new CachedRange(content, size) { LastUse = Interlocked.Increment(ref _ticks) };
        if (!_entries.TryAdd(address, entry))
        {
            // Somebody was faster: nobody is to hold on to what does not count against the budget.
            return (null, content);
        }

        if (Interlocked.Add(ref _size, size) > budget)
        {
            Evict();
        }

        return (entry, content);
    }

    // Down to three quarters, so that the next does not evict again.
    private void Evict()
    {
        lock (_evicting)
        {
            // A snapshot of its own making: others add meanwhile, which an ordinary copy does not bear.
            foreach (var (address, entry) in _entries.ToArray().OrderBy(e => e.Value.LastUse))
            {
                if (Size <= budget / 4 * 3)
                {
                    return;
                }

                if (_entries.TryRemove(new KeyValuePair<string, CachedRange>(address, entry)))
                {
                    entry.Evict();
                    Interlocked.Add(ref _size, -entry.Size);
                }
            }
        }
    }
}
