using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// Finds invalid UTF-8 in bytes given 64 at a time, the first of which begin a character. It may find fault with what comes behind a
/// record in its last block, so whoever needs to know asks <see cref="System.Text.Unicode.Utf8.IsValid"/> about the record then.
/// </summary>
/// <remarks>
/// Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2021): three look-ups by half bytes find each fault of two bytes in
/// a row, and a subtraction those that need three or four. The platform's validator takes about 1 ns a byte on Korean text, as long as all
/// the rest of a row. Without AVX2, bytes beyond ASCII are always left to it.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal struct Utf8Blocks
{
    private const byte TooShort = 1;
    private const byte TooLong = 2;
    private const byte Overlong3 = 4;
    private const byte TooLarge = 8;
    private const byte Surrogate = 16;
    private const byte Overlong2 = 32;
    private const byte TooLarge1000 = 64;
    private const byte Overlong4 = 64;
    private const byte TwoContinuations = 128;
    private const byte Carry = TooShort | TooLong | TwoContinuations;

    private Vector256<byte> _previous;
    private Vector256<byte> _faults;

    /// <summary>True if a fault was met, or the bytes could not be checked.</summary>
    public readonly bool MayBeFaulty => _faults != Vector256<byte>.Zero;

    // By the high half of the first of two bytes, its low half, and the high half of the second: which faults they may be part of.
    private static Vector256<byte> FirstHigh => Twice(Vector128.Create(
        TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
        TooShort | Overlong2, TooShort, TooShort | Overlong3 | Surrogate, TooShort | TooLarge | TooLarge1000 | Overlong4));

    private static Vector256<byte> FirstLow => Twice(Vector128.Create(
        Carry | Overlong3 | Overlong2 | Overlong4, Carry | Overlong2, Carry, Carry, Carry | TooLarge, Carry | TooLarge | TooLarge1000,
        Carry | TooLarge | TooLarge1000, Carry | TooLarge | TooLarge1000, Carry | TooLarge | TooLarge1000, Carry | TooLarge | TooLarge1000,
        Carry | TooLarge | TooLarge1000, Carry | TooLarge | TooLarge1000, Carry | TooLarge | TooLarge1000,
        Carry | TooLarge | TooLarge1000 | Surrogate, Carry | TooLarge | TooLarge1000, Carry | TooLarge | TooLarge1000));

    private static Vector256<byte> SecondHigh => Twice(Vector128.Create(
        TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
        TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge1000 | Overlong4, TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge,
        TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge, TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
        TooShort, TooShort, TooShort, TooShort));

    /// <summary>Adds the next 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<byte> low, Vector256<byte> high)
    {
        if (Avx2.IsSupported)
        {
            _faults |= Faults(low, _previous) | Faults(high, low);
            _previous = high;
        }
        else
        {
            _faults |= (low | high) & Vector256.Create((byte)0x80);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Faults(Vector256<byte> bytes, Vector256<byte> previous)
    {
        var straddling = Avx2.Permute2x128(previous, bytes, 0x21);
        var one = Avx2.AlignRight(bytes, straddling, 15);
        var two = Avx2.AlignRight(bytes, straddling, 14);
        var three = Avx2.AlignRight(bytes, straddling, 13);
        var nibble = Vector256.Create((byte)0x0F);
        var pairs = Avx2.Shuffle(FirstHigh, High(one)) & Avx2.Shuffle(FirstLow, one & nibble) & Avx2.Shuffle(SecondHigh, High(bytes));
        var inThird = Avx2.SubtractSaturate(two, Vector256.Create((byte)(0xE0 - 0x80))) | Avx2.SubtractSaturate(three, Vector256.Create((byte)(0xF0 - 0x80)));
        return (inThird & Vector256.Create((byte)0x80)) ^ pairs;

        Vector256<byte> High(Vector256<byte> of) => (of.AsUInt16() >> 4).AsByte() & nibble;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Twice(Vector128<byte> table) => Vector256.Create(table, table);
}
