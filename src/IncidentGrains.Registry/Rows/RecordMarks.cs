using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// Walks over the commas, quotes and line feeds of some bytes, and tells on the way whether the bytes passed may be anything but clean
/// text. Reads 64 bytes at a step, so it looks beyond the record that it is asked about.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct RecordMarks
{
    private const int Step = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private ulong _marks;
    private ulong _suspects;
    private int _block;
    private int _next;
    private bool _suspectsBefore;
    private Utf8Blocks _utf8;

    public RecordMarks(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _utf8 = default;
    }

    /// <summary>Where the next mark is, or -1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next()
    {
        while (_marks == 0)
        {
            if (_next >= _bytes.Length)
            {
                return -1;
            }

            ReadBlock();
        }

        var at = _block + BitOperations.TrailingZeroCount(_marks);
        _marks &= _marks - 1;
        return at;
    }

    /// <summary>False if what was passed is surely valid UTF-8 without control characters, up to the given byte.</summary>
    public readonly bool MayBeFaulty(int end)
    {
        var inBlock = end - _block;
        var mask = inBlock >= Step ? ulong.MaxValue : inBlock <= 0 ? 0 : (1UL << inBlock) - 1;
        return _suspectsBefore || (_suspects & mask) != 0 || _utf8.MayBeFaulty;
    }

    // Optimized from its first call on: without, a server's first import spends a sixth of its time in vectors that are not yet compiled to registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadBlock()
    {
        _suspectsBefore |= _suspects != 0;
        _block = _next;
        _next += Step;
        if (_next <= _bytes.Length)
        {
            Look(_bytes[_block..]);
            return;
        }

        // The last bytes are looked at in a copy, so that nothing behind them is read.
        Span<byte> last = stackalloc byte[Step];
        last.Clear();
        _bytes[_block..].CopyTo(last);
        Look(last);
        _suspects &= (1UL << (_bytes.Length - _block)) - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Look(scoped ReadOnlySpan<byte> block)
    {
        var low = Vector256.Create(block);
        var high = Vector256.Create(block[32..]);
        _marks = Marks(low) | ((ulong)Marks(high) << 32);
        _suspects = Suspects(low) | ((ulong)Suspects(high) << 32);
        _utf8.Add(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Marks(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)',')) | Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();

    // Control characters but for tabs. 0xC2 begins U+0080 to U+00BF, of which the first half are control characters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Suspects(Vector256<byte> bytes) =>
        (Vector256.AndNot(Vector256.LessThan(bytes, Vector256.Create((byte)0x20)), Vector256.Equals(bytes, Vector256.Create((byte)'\t')))
            | Vector256.Equals(bytes, Vector256.Create((byte)0x7F)) | Vector256.Equals(bytes, Vector256.Create((byte)0xC2))).ExtractMostSignificantBits();
}
