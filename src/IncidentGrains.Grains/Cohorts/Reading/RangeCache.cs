using System.Collections.Concurrent;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>Ranges of segments in memory, up to a budget; those not used for longest go first. What is behind an address never changes.</summary>
/// <param name="blobs">Where they come from.</param>
/// <param name="budget">Bytes that they may take.</param>
internal sealed class RangeCache(SealedBlobs blobs, long budget)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<object>> _loading = new(StringComparer.Ordinal);
    private readonly Lock _evicting = new();
    private long _size;
    private long _ticks;

    /// <summary>Bytes taken now.</summary>
    public long Size => Interlocked.Read(ref _size);

    /// <summary>A range of a segment's people.</summary>
    public async ValueTask<MemberRange> Members(RegistryView view, LiveSegment segment, int range)
    {
        var stored = segment.Manifest.MemberRanges[range];
        return stored.Count == 0 ? MemberRange.Empty : (MemberRange)await Content(stored.Blob, async () =>
        {
            var place = Places.Members(view.State.IncidentId, segment.Manifest.ImportId, range);
            var read = RangeFormat.ReadMembers(await blobs.Open(view.Secrets, place, stored.Blob));
            return (read, read.Size);
        });
    }

    /// <summary>A range of a segment's further identifiers.</summary>
    public async ValueTask<AliasRange> Aliases(RegistryView view, LiveSegment segment, int range)
    {
        var stored = segment.Manifest.AliasRanges[range];
        return stored.Count == 0 ? AliasRange.Empty : (AliasRange)await Content(stored.Blob, async () =>
        {
            var place = Places.Aliases(view.State.IncidentId, segment.Manifest.ImportId, range);
            var read = RangeFormat.ReadAliases(await blobs.Open(view.Secrets, place, stored.Blob));
            return (read, read.Size);
        });
    }

    private ValueTask<object> Content(string address, Func<Task<(object Content, long Size)>> read)
    {
        if (!_entries.TryGetValue(address, out var entry))
        {
            return new ValueTask<object>(Loaded(address, read));
        }

        entry.LastUse = Volatile.Read(ref _ticks);
        return ValueTask.FromResult(entry.Content);
    }

    // Those who want the same at once wait for one load.
    private async Task<object> Loaded(string address, Func<Task<(object Content, long Size)>> read)
    {
        var loading = _loading.GetOrAdd(address, static (a, s) => s.Cache.Load(a, s.Read), (Cache: this, Read: read));
        try
        {
            return await loading;
        }
        finally
        {
            _loading.TryRemove(new KeyValuePair<string, Task<object>>(address, loading));
        }
    }

    private async Task<object> Load(string address, Func<Task<(object Content, long Size)>> read)
    {
        var (content, size) = await read();
        if (_entries.TryAdd(address, new Entry(content, size) { LastUse = Interlocked.Increment(ref _ticks) }) && Interlocked.Add(ref _size, size) > budget)
        {
            Evict();
        }

        return content;
    }

    // Down to three quarters, so that the next does not evict again.
    private void Evict()
    {
        lock (_evicting)
        {
            foreach (var (address, entry) in _entries.OrderBy(e => e.Value.LastUse).ToList())
            {
                if (Size <= budget / 4 * 3)
                {
                    return;
                }

                if (_entries.TryRemove(new KeyValuePair<string, Entry>(address, entry)))
                {
                    Interlocked.Add(ref _size, -entry.Size);
                }
            }
        }
    }

    private sealed class Entry(object content, long size)
    {
        public object Content => content;

        public long Size => size;

        public long LastUse { get; set; }
    }
}
