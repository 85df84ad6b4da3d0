using System.Numerics;
using System.Runtime.CompilerServices;

namespace IncidentGrains.Registry.Segments;

/// <summary>Sorts entries of one range by key: one pass by as many bits as there are entries, then neighbours.</summary>
/// <remarks>
/// Keys are outputs of a keyed function, so buckets hold about one entry each and the second step is linear. Equal keys
/// (a person's further rows) stay in the order they came in, and cost nothing: both steps are stable. Whoever could choose
/// keys could make it quadratic, but the function's key is secret.
/// </remarks>
internal static class EntrySort
{
    private const int RangeBits = 8;

    // The counters of more buckets would not fit a second-level cache.
    private const int MaxBits = 16;

    /// <summary>Sorts <paramref name="entries"/> into <paramref name="sorted"/>, which has the same length.</summary>
    // Optimized from its first call on: profiles would count in its loops for the first millions of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort<T>(ReadOnlySpan<T> entries, Span<T> sorted)
        where T : struct, IKeyedEntry
    {
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, entries.Length)), 1, MaxBits);
        var shift = 64 - RangeBits - bits;
        var mask = (1 << bits) - 1;
        var at = new int[mask + 2];
        foreach (ref readonly var entry in entries)
        {
            at[((int)(entry.High >> shift) & mask) + 1]++;
        }

        for (var bucket = 1; bucket <= mask; bucket++)
        {
            at[bucket] += at[bucket - 1];
        }

        foreach (ref readonly var entry in entries)
        {
            sorted[at[(int)(entry.High >> shift) & mask]++] = entry;
        }

        for (var i = 1; i < sorted.Length; i++)
        {
            if (IsAfter(sorted[i - 1], sorted[i]))
            {
                SinkIn(sorted, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SinkIn<T>(Span<T> sorted, int from)
        where T : struct, IKeyedEntry
    {
        var entry = sorted[from];
        var to = from;
        while (to > 0 && IsAfter(sorted[to - 1], entry))
        {
            sorted[to] = sorted[to - 1];
            to--;
        }

        sorted[to] = entry;
    }

    private static bool IsAfter<T>(in T a, in T b)
        where T : struct, IKeyedEntry => a.High > b.High || (a.High == b.High && a.Low > b.Low);
}
