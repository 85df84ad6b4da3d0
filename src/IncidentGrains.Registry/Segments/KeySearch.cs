using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Segments;

/// <summary>Finds a key among sorted, evenly spread ones: where it should be is a multiplication away.</summary>
/// <remarks>
/// Among n outputs of a keyed function the true place lies within about √n of the computed one, so a search that doubles
/// its step from there needs some ten comparisons of neighbouring memory (binary search: seventeen, all over the array).
/// </remarks>
internal static class KeySearch
{
    /// <summary>The first place with this key, or -1.</summary>
    /// <param name="high">First 64 bits of the keys of one range, ascending.</param>
    /// <param name="low">Next 32 bits, ascending among equals.</param>
    /// <param name="key">What is looked for; of the same range.</param>
    public static int First(ReadOnlySpan<ulong> high, ReadOnlySpan<uint> low, PersonKey key)
    {
        var at = LowerBound(high, key.High);
        while (at < high.Length && high[at] == key.High)
        {
            if (low[at] >= key.Low)
            {
                return low[at] == key.Low ? at : -1;
            }

            at++;
        }

        return -1;
    }

    /// <summary>The first place whose value is not below the one given; the length if there is none.</summary>
    public static int LowerBound(ReadOnlySpan<ulong> sorted, ulong value)
    {
        if (sorted.IsEmpty)
        {
            return 0;
        }

        // The range's own 8 bits are the same in all of them.
        var guess = Math.Min((int)Math.BigMul(value << 8, (ulong)sorted.Length, out _), sorted.Length - 1);
        var (from, to) = sorted[guess] < value ? Upwards(sorted, value, guess) : Downwards(sorted, value, guess);
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
        var step = 8;
        while (below + step < sorted.Length && sorted[below + step] < value)
        {
            below += step;
            step *= 2;
        }

        return (below + 1, Math.Min(below + step, sorted.Length));
    }

    private static (int From, int To) Downwards(ReadOnlySpan<ulong> sorted, ulong value, int notBelow)
    {
        var step = 8;
        while (notBelow - step >= 0 && sorted[notBelow - step] >= value)
        {
            notBelow -= step;
            step *= 2;
        }

        return (Math.Max(0, notBelow - step + 1), notBelow);
    }
}
