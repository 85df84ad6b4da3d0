using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Registry.Audiences;

/// <summary>What is told of people while the same range of several segments is read side by side.</summary>
internal interface IPeopleVisitor
{
    /// <summary>People whom one segment alone names: its places from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    void Alone(int segment, int from, int to);

    /// <summary>Somebody whom several name.</summary>
    /// <param name="segments">Which, oldest first.</param>
    /// <param name="places">The place in each.</param>
    void Shared(ReadOnlySpan<int> segments, ReadOnlySpan<int> places);
}

/// <summary>Reads one range of several segments side by side, by key: everybody once. Places of erased people are told like others.</summary>
internal static class RangeMerge
{
    /// <param name="ranges">The same range of each segment, oldest first.</param>
    /// <param name="visitor">Who is told.</param>
    public static void Visit<TVisitor>(IReadOnlyList<MemberRange> ranges, ref TVisitor visitor)
        where TVisitor : struct, IPeopleVisitor
    {
        Span<int> at = stackalloc int[ranges.Count];
        Span<int> segments = stackalloc int[ranges.Count];
        Span<int> places = stackalloc int[ranges.Count];
        at.Clear();
        while (true)
        {
            var equal = Lowest(ranges, at, segments, out var next);
            if (equal == 0)
            {
                return;
            }

            if (equal == 1)
            {
                var segment = segments[0];
                var from = at[segment];
                at[segment] = next is { } limit ? ranges[segment].PlaceFrom(from + 1, limit) : ranges[segment].Count;
                visitor.Alone(segment, from, at[segment]);
                continue;
            }

            for (var i = 0; i < equal; i++)
            {
                places[i] = at[segments[i]]++;
            }

            visitor.Shared(segments[..equal], places[..equal]);
        }
    }

    // Which segments have the lowest key now, and the lowest of the others' keys.
    private static int Lowest(IReadOnlyList<MemberRange> ranges, ReadOnlySpan<int> at, Span<int> lowest, out PersonKey? next)
    {
        var count = 0;
        var key = default(PersonKey);
        next = null;
        for (var segment = 0; segment < ranges.Count; segment++)
        {
            if (at[segment] == ranges[segment].Count)
            {
                continue;
            }

            var own = ranges[segment].KeyAt(at[segment]);
            if (count == 0 || own < key)
            {
                next = count > 0 ? key : next;
                (key, lowest[0], count) = (own, segment, 1);
            }
            else if (own == key)
            {
                lowest[count++] = segment;
            }
            else if (next is null || own < next)
            {
                next = own;
            }
        }

        return count;
    }
}
