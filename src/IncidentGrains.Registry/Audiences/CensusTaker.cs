using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Registry.Audiences;

/// <summary>Counts the people of segments, range by range; ranges may be counted from several threads. Thread-safe.</summary>
public sealed class CensusTaker
{
    private readonly Lock _adding = new();
    private readonly Dictionary<CensusKey, long> _counts = [];
    private long _aloneInNewest;

    /// <summary>People whom the newest segment alone names.</summary>
    public long AloneInNewest => Interlocked.Read(ref _aloneInNewest);

    /// <summary>The census of the ranges counted so far.</summary>
    public Census Taken()
    {
        lock (_adding)
        {
            return new Census(new Dictionary<CensusKey, long>(_counts));
        }
    }

    /// <summary>Counts one range.</summary>
    /// <param name="segments">The same range of each live segment, oldest first.</param>
    public void Add(IReadOnlyList<LiveRange> segments)
    {
        MemberRange[] ranges = [.. segments.Select(s => s.Members)];
        var visitor = new Counting(segments, [.. ranges.Select(r => new long[r.Table.Length])], []);
        RangeMerge.Visit(ranges, ref visitor);
        lock (_adding)
        {
            for (var segment = 0; segment < ranges.Length; segment++)
            {
                _aloneInNewest += segment == ranges.Length - 1 ? visitor.Alones[segment].Sum() : 0;
                for (var profile = 0; profile < ranges[segment].Table.Length; profile++)
                {
                    Add(new CensusKey(segments[segment].Cohort, ranges[segment].Table[profile]), visitor.Alones[segment][profile]);
                }
            }

            foreach (var (key, count) in visitor.Together)
            {
                Add(key, count);
            }
        }
    }

    private void Add(CensusKey key, long count)
    {
        if (count > 0 && !Erased.Is(key.Profile))
        {
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        }
    }

    private readonly struct Counting(IReadOnlyList<LiveRange> segments, long[][] alones, Dictionary<CensusKey, long> together) : IPeopleVisitor
    {
        public long[][] Alones => alones;

        public Dictionary<CensusKey, long> Together => together;

        public void Alone(int segment, int from, int to)
        {
            var counts = alones[segment];
            foreach (var profile in segments[segment].Members.Profiles[from..to])
            {
                counts[profile]++;
            }
        }

        public void Shared(ReadOnlySpan<int> shared, ReadOnlySpan<int> places)
        {
            var key = SharedKind.Of(segments, shared, places);
            together[key] = together.GetValueOrDefault(key) + 1;
        }
    }
}
