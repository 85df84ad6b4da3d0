using System.Collections.Concurrent;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>Ranges of segments in memory, up to a budget; those not used for longest go first. What is behind an address never changes.</summary>
/// <param name="blobs">Where they come from.</param>
/// <param name="budget">Bytes that they may take.</param>
internal sealed class RangeCache(SealedBlobs blobs, long budget)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Entry>>> _entries = new(StringComparer.Ordinal);
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

    private ValueTask<object> Content(string address, Func<Task<(object, long)>> read)
    {
        var lazy = _entries.GetOrAdd(address, (_, r) => new Lazy<Task<Entry>>(() => Load(r)), read);
        if (lazy.IsValueCreated && lazy.Value.IsCompletedSuccessfully)
        {
            var entry = lazy.Value.Result;
            entry.LastUse = Volatile.Read(ref _ticks);
            return ValueTask.FromResult(entry.Content);
        }

        return new ValueTask<object>(Loaded(address, lazy));
    }

    private async Task<object> Loaded(string address, Lazy<Task<Entry>> lazy)
    {
        try
        {
            return (await lazy.Value).Content;
        }
        catch
        {
            // The next one tries again.
            _entries.TryRemove(new KeyValuePair<string, Lazy<Task<Entry>>>(address, lazy));
            throw;
        }
    }

    private async Task<Entry> Load(Func<Task<(object Content, long Size)>> read)
    {
        var (content, size) = await read();
        var entry = new Entry(content, size) { LastUse = Interlocked.Increment(ref _ticks) };
        if (Interlocked.Add(ref _size, size) > budget)
        {
            Evict();
        }

        return entry;
    }

    // Down to three quarters, so that the next does not evict again.
    private void Evict()
    {
        lock (_evicting)
        {
            var loaded = _entries.Where(e => e.Value is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                .Select(e => (e.Key, Lazy: e.Value, Entry: e.Value.Value.Result)).OrderBy(e => e.Entry.LastUse);
            foreach (var (address, lazy, entry) in loaded.ToList())
            {
                if (Size <= budget / 4 * 3)
                {
                    return;
                }

                if (_entries.TryRemove(new KeyValuePair<string, Lazy<Task<Entry>>>(address, lazy)))
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
