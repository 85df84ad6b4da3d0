using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Keys;

/// <summary>
/// SipHash-2-4 with 128 bits of output: a pseudo-random function of a message under a 128-bit key, cheap for short messages.
/// </summary>
/// <remarks>Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012); the 128-bit form and its test vectors are those of the authors'
/// reference implementation. One byte is given apart and stands before the message, so callers need not copy the message behind it.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct SipHash128
{
    private readonly ulong _v0;
    private readonly ulong _v1;
    private readonly ulong _v2;
    private readonly ulong _v3;

    /// <summary>Takes the key.</summary>
    /// <param name="key">16 bytes.</param>
    public SipHash128(ReadOnlySpan<byte> key)
    {
        var (k0, k1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
        // The four constants spell "somepseudorandomlygeneratedbytes"; 0xee marks the 128-bit form.
        _v0 = 0x736f6d6570736575 ^ k0;
        _v1 = 0x646f72616e646f6d ^ k1 ^ 0xee;
        _v2 = 0x6c7967656e657261 ^ k0;
        _v3 = 0x7465646279746573 ^ k1;
    }

    /// <summary>The digest's two halves, each to be written little-endian.</summary>
    /// <param name="first">The message's first byte.</param>
    /// <param name="rest">The bytes after it.</param>
    // Optimized from its first call on: profiles would count in its loops for the first millions of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (ulong First, ulong Second) Digest(byte first, ReadOnlySpan<byte> rest)
    {
        var (v0, v1, v2, v3) = (_v0, _v1, _v2, _v3);
        var length = rest.Length + 1;
        var word = (ulong)first;
        var at = 0;
        if (rest.Length >= 7)
        {
            word |= (rest.Length >= 8 ? Word(rest, 0) : Tail(rest, 0)) << 8;
            Compress(ref v0, ref v1, ref v2, ref v3, word);
            for (at = 7; at + 8 <= rest.Length; at += 8)
            {
                Compress(ref v0, ref v1, ref v2, ref v3, Word(rest, at));
            }

            word = at > 7 || rest.Length > 7 ? TailBehind(rest, at) : 0;
        }
        else
        {
            word |= Tail(rest, 0) << 8;
        }

        Compress(ref v0, ref v1, ref v2, ref v3, word | ((ulong)length << 56));
        v2 ^= 0xee;
        Rounds(ref v0, ref v1, ref v2, ref v3);
        var one = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        Rounds(ref v0, ref v1, ref v2, ref v3);
        return (one, v0 ^ v1 ^ v2 ^ v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), at), 8));

    // The last bytes, fewer than 8, when at least 8 come before their end: read backwards from there.
    private static ulong TailBehind(ReadOnlySpan<byte> bytes, int at)
    {
        var count = bytes.Length - at;
        return count == 0 ? 0 : bytes.Length >= 8 ? Word(bytes, bytes.Length - 8) >> (8 * (8 - count)) : Tail(bytes, at);
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes, int at)
    {
        var word = 0UL;
        for (var i = bytes.Length - 1; i >= at; i--)
        {
            word = (word << 8) | bytes[i];
        }

        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compress(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3, ulong word)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
