using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Segments;

/// <summary>Finds keys among sorted, evenly spread ones: where one should be is a multiplication away.</summary>
/// <remarks>
/// Among n outputs of a keyed function the true place lies within about √n of the computed one; what stands there tells the
/// way that is left, to within about ⁴√n (binary search: seventeen steps, all over the array). Memory is what a search waits
/// for, so several are done step by step side by side: their waits overlap.
/// </remarks>
internal static class KeySearch
{
    /// <summary>The first place with this key, or -1.</summary>
    /// <param name="high">First 64 bits of the keys of one range, ascending.</param>
    /// <param name="low">Next 32 bits, ascending among equals.</param>
    /// <param name="key">What is looked for; of the same range.</param>
    public static int First(ReadOnlySpan<ulong> high, ReadOnlySpan<uint> low, PersonKey key) => First(high, low, key, Side(high, key.High, Near(high, key.High)));

    /// <summary>The first places with these keys, or -1 each.</summary>
    /// <param name="ranges">The range in which each is looked for.</param>
    /// <param name="keys">What is looked for.</param>
    /// <param name="places">Where the places go; as many as keys.</param>
    public static void First<TRange>(ReadOnlySpan<TRange> ranges, ReadOnlySpan<PersonKey> keys, Span<int> places)
        where TRange : IKeyRange
    {
        for (var i = 0; i < keys.Length; i++)
        {
            places[i] = Near(ranges[i].High, keys[i].High);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            places[i] = Side(ranges[i].High, keys[i].High, places[i]);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            places[i] = First(ranges[i].High, ranges[i].Low, keys[i], places[i]);
        }
    }

    /// <summary>The first place whose value is not below the one given; the length if there is none.</summary>
    public static int LowerBound(ReadOnlySpan<ulong> sorted, ulong value) => LowerBound(sorted, value, Side(sorted, value, Near(sorted, value)));

    // Where the value should be, by what stands where it should be by its own.
    private static int Near(ReadOnlySpan<ulong> sorted, ulong value)
    {
        if (sorted.IsEmpty)
        {
            return 0;
        }

        var first = Share(value, sorted.Length);
        var found = sorted[first];
        return found < value ? Math.Min(first + Share(value - found, sorted.Length), sorted.Length - 1) : Math.Max(first - Share(found - value, sorted.Length), 0);
    }

    // How many of so many evenly spread keys lie in such a part of their range, whose own 8 bits are the same in all of them.
    private static int Share(ulong part, int keys) => (int)Math.BigMul(part << 8, (ulong)keys, out _);

    // The place, or its complement if what stands there is not below the value: the search goes upwards or downwards from it.
    private static int Side(ReadOnlySpan<ulong> sorted, ulong value, int near) => !sorted.IsEmpty && sorted[near] < value ? near : ~near;

    private static int First(ReadOnlySpan<ulong> high, ReadOnlySpan<uint> low, PersonKey key, int side)
    {
        for (var at = LowerBound(high, key.High, side); at < high.Length && high[at] == key.High; at++)
        {
            if (low[at] >= key.Low)
            {
                return low[at] == key.Low ? at : -1;
            }
        }

        return -1;
    }

    private static int LowerBound(ReadOnlySpan<ulong> sorted, ulong value, int side)
    {
        if (sorted.IsEmpty)
        {
            return 0;
        }

        var (from, to) = side >= 0 ? Upwards(sorted, value, side) : Downwards(sorted, value, ~side);
        while (from < to)
        {
            var middle = from + ((to - from) >> 1);
            if (sorted[middle] < value)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    private static (int From, int To) Upwards(ReadOnlySpan<ulong> sorted, ulong value, int below)
    {
        var step = 4;
        while (below + step < sorted.Length && sorted[below + step] < value)
        {
            below += step;
            step *= 2;
        }

        return (below + 1, Math.Min(below + step, sorted.Length));
    }

    private static (int From, int To) Downwards(ReadOnlySpan<ulong> sorted, ulong value, int notBelow)
    {
        var step = 4;
        while (notBelow - step >= 0 && sorted[notBelow - step] >= value)
        {
            notBelow -= step;
            step *= 2;
        }

        return (Math.Max(0, notBelow - step + 1), notBelow);
    }
}
