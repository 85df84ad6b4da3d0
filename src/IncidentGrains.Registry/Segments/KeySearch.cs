using System.Numerics;
using System.Runtime.Intrinsics;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Segments;

/// <summary>Finds keys among sorted, evenly spread ones by their first bits: a small table tells where each part of the range begins.</summary>
/// <remarks>
/// Memory is what a search waits for. This one reads the table, which is at most a quarter of the keys, and one or two lines of keys
/// (binary search: seventeen, all over the array). Several are done step by step side by side, and what is read decides no
/// branch that is not foreseen nearly always: their waits overlap.
/// </remarks>
internal static class KeySearch
{
    // Few are further from their part's beginning than what is compared at once.
    private const int KeysAPart = 4;

    // All keys of a range have the same first bits.
    private const int RangeBits = 8;

    /// <summary>Where each part of the range begins among its keys, and at last how many there are.</summary>
    /// <param name="high">First 64 bits of the keys of one range, ascending.</param>
    public static int[] Parts(ReadOnlySpan<ulong> high)
    {
        var parts = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, high.Length / KeysAPart)) + 1];
        var next = 0;
        for (var i = 0; i < high.Length; i++)
        {
            for (var part = Part(parts, high[i]); next <= part; next++)
            {
                parts[next] = i;
            }
        }

        parts.AsSpan(next).Fill(high.Length);
        return parts;
    }

    /// <summary>The first place whose value is not below the one given; the length if there is none.</summary>
    /// <param name="high">First 64 bits of the keys of one range, ascending.</param>
    /// <param name="parts">Their <see cref="Parts"/>.</param>
    /// <param name="value">What is looked for; of the same range.</param>
    public static int LowerBound(ReadOnlySpan<ulong> high, int[] parts, ulong value)
    {
        return LowerBound(high, parts, value, parts[Part(parts, value)]);
    }

    /// <summary>The first places with these keys, or -1 each.</summary>
    /// <param name="ranges">The range in which each is looked for.</param>
    /// <param name="keys">What is looked for.</param>
    /// <param name="places">Where the places go; as many as keys.</param>
    public static void First<TRange>(ReadOnlySpan<TRange> ranges, ReadOnlySpan<PersonKey> keys, Span<int> places)
        where TRange : KeyRange
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var parts = ranges[i].Parts;
            places[i] = parts[Part(parts, keys[i].High)];
        }

        for (var i = 0; i < keys.Length; i++)
        {
            places[i] = LowerBound(ranges[i].High, ranges[i].Parts, keys[i].High, places[i]);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            places[i] = First(ranges[i].High, ranges[i].Low, keys[i], places[i]);
        }
    }

    /// <summary>The first place with a key, or -1.</summary>
    /// <param name="high">First 64 bits of the keys, ascending.</param>
    /// <param name="low">Next 32 bits, ascending among equals.</param>
    /// <param name="key">What is looked for.</param>
    /// <param name="at">The first place whose 64 bits are not below the key's.</param>
    public static int First(ReadOnlySpan<ulong> high, ReadOnlySpan<uint> low, PersonKey key, int at)
    {
        for (; at < high.Length && high[at] == key.High; at++)
        {
            if (low[at] >= key.Low)
            {
                return low[at] == key.Low ? at : -1;
            }
        }

        return -1;
    }

    // From where its part begins.
    private static int LowerBound(ReadOnlySpan<ulong> high, int[] parts, ulong value, int begin)
    {
        if (high.Length < Vector512<ulong>.Count)
        {
            return Between(high, value, 0, high.Length);
        }

        var from = Math.Min(begin, high.Length - Vector512<ulong>.Count);
        var below = BitOperations.PopCount(Vector512.LessThan(Vector512.Create(high.Slice(from, Vector512<ulong>.Count)), Vector512.Create(value)).ExtractMostSignificantBits());
        return below < Vector512<ulong>.Count ? from + below : Between(high, value, from + below, parts[Part(parts, value) + 1]);
    }

    private static int Between(ReadOnlySpan<ulong> high, ulong value, int from, int to)
    {
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = high[middle] < value ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    // There are 2^n parts: the n bits behind the range's own. (A shift by 64 would be none.)
    private static int Part(int[] parts, ulong value) => (int)(value << RangeBits >> 1 >> (63 - BitOperations.Log2((uint)parts.Length - 1)));
}
