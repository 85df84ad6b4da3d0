using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IncidentGrains.Registry.Rows;

/// <summary>Finds the lines at the front of some bytes that surely are one record each, without looking into them: 64 bytes at a time.</summary>
/// <remarks>
/// A line with an even number of quotes ends its record, whatever stands in it: <see cref="RecordScanner"/> is outside of quotes there, or met
/// a mistake before and gives the record up at this very line end. Everything else is left to the scanner: a line with an odd number of
/// quotes, a blank one, one that is too long, one that has no end yet.
/// </remarks>
internal static class LineRun
{
    private const int Block = 64;

    /// <summary>How many bytes the lines take, and how many there are.</summary>
    /// <param name="bytes">What is at hand, from the beginning of a record.</param>
    /// <param name="maxBytes">How many bytes they may take.</param>
    /// <param name="maxLines">How many there may be.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Length, int Lines) Measure(ReadOnlySpan<byte> bytes, int maxBytes, int maxLines)
    {
        bytes = bytes[..Math.Clamp(maxBytes, 0, bytes.Length)];
        var (end, lines, odd) = (0, 0, 0u);
        for (var at = 0; at < bytes.Length; at += Block)
        {
            var (feeds, quotes) = at + Block <= bytes.Length ? Marks(bytes.Slice(at, Block)) : Rest(bytes[at..]);
            for (; feeds != 0; feeds &= feeds - 1)
            {
                var feed = BitOperations.TrailingZeroCount(feeds);
                var before = quotes & ((1UL << feed) - 1);
                odd ^= (uint)BitOperations.PopCount(before);
                quotes ^= before;
                var length = at + feed + 1 - end;
                if ((odd & 1) != 0 || length > RecordScanner.MaxRecord || length == 1 || (length == 2 && bytes[end] == '\r') || lines == maxLines)
                {
                    return (end, lines);
                }

                end += length;
                lines++;
            }

            odd ^= (uint)BitOperations.PopCount(quotes);
        }

        return (end, lines);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Feeds, ulong Quotes) Marks(ReadOnlySpan<byte> block)
    {
        var (low, high) = (Vector256.Create(block), Vector256.Create(block[32..]));
        return (Equal(low, high, (byte)'\n'), Equal(low, high, (byte)'"'));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte mark) =>
        Vector256.Equals(low, Vector256.Create(mark)).ExtractMostSignificantBits()
        | ((ulong)Vector256.Equals(high, Vector256.Create(mark)).ExtractMostSignificantBits() << 32);

    private static (ulong Feeds, ulong Quotes) Rest(ReadOnlySpan<byte> rest)
    {
        Span<byte> block = stackalloc byte[Block];
        block.Clear();
        rest.CopyTo(block);
        return Marks(block);
    }
}
