using System.Collections.Concurrent;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Registry.Audiences;

/// <summary>The rows by which an audience is reached: a bit a row, chunk by chunk. Each person has one bit, in the newest segment that names them.</summary>
/// <remarks>Ranges may be added from several threads. 33.7 million people take 4.3 MB.</remarks>
public sealed class AudienceRows
{
    private readonly ConcurrentDictionary<(int Segment, int Chunk), ulong[]> _chunks = new();
    private long _count;

    /// <summary>How many people there are.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The chunks in which somebody is: which segment, which chunk of it (from 0), and a bit for each row.</summary>
    public IEnumerable<(int Segment, int Chunk, ulong[] Rows)> Chunks =>
        _chunks.OrderBy(c => c.Key).Select(c => (c.Key.Segment, c.Key.Chunk, c.Value));

    /// <summary>Adds those of one range who belong to the audience.</summary>
    /// <param name="segments">The same range of each live segment, oldest first.</param>
    /// <param name="audience">Who belongs to it.</param>
    public void Add(IReadOnlyList<LiveRange> segments, Func<CensusKey, bool> audience)
    {
        MemberRange[] ranges = [.. segments.Select(s => s.Members)];
        var belongs = ranges.Select((r, i) => Array.ConvertAll(r.Table, p => !Erased.Is(p) && audience(new CensusKey(segments[i].Cohort, p)))).ToArray();
        var visitor = new Marking(this, segments, belongs, audience, [.. ranges.Select(_ => new List<ulong[]?>())]);
        RangeMerge.Visit(ranges, ref visitor);
        Interlocked.Add(ref _count, visitor.Count);
    }

    private ulong[] Bits(int segment, int chunk) => _chunks.GetOrAdd((segment, chunk), _ => new ulong[Locator.MaxRows / 64]);

    private struct Marking(AudienceRows rows, IReadOnlyList<LiveRange> segments, bool[][] belongs, Func<CensusKey, bool> audience, List<ulong[]?>[] known) : IPeopleVisitor
    {
        public long Count { get; private set; }

        public void Alone(int segment, int from, int to)
        {
            var members = segments[segment].Members;
            var profiles = members.Profiles;
            var locators = members.Locators;
            var included = belongs[segment];
            for (var place = from; place < to; place++)
            {
                if (included[profiles[place]])
                {
                    Mark(segment, new Locator(locators[place]));
                }
            }
        }

        public void Shared(ReadOnlySpan<int> shared, ReadOnlySpan<int> places)
        {
            var kind = SharedKind.Of(segments, shared, places);
            for (var i = shared.Length - 1; i >= 0; i--)
            {
                var members = segments[shared[i]].Members;
                if (!Erased.Is(members.ProfileAt(places[i])))
                {
                    if (audience(kind))
                    {
                        Mark(shared[i], new Locator(members.Locators[places[i]]));
                    }

                    return;
                }
            }
        }

        // Ranges meet in the same words of a chunk's bits, hence the atomic step.
        private void Mark(int segment, Locator row)
        {
            var chunks = known[segment];
            while (chunks.Count <= row.Chunk)
            {
                chunks.Add(null);
            }

            var bits = chunks[row.Chunk] ??= rows.Bits(segment, row.Chunk);
            Interlocked.Or(ref bits[row.Row >> 6], 1UL << (row.Row & 63));
            Count++;
        }
    }
}
