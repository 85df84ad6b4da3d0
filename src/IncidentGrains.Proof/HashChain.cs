using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Proof;

/// <summary>The two digests of an event, byte for byte as any verifier must compute them.</summary>
/// <remarks>
/// <c>payload_digest = SHA-256(salt ‖ payload)</c>;
/// <c>hash = SHA-256(prev_hash ‖ header ‖ payload_digest)</c>, where the header is the ASCII bytes <c>ig-event-1</c>
/// followed by stream, seq, case, type, actor and time: texts as a 32-bit big-endian byte count and UTF-8, numbers as
/// 64-bit big-endian. Length prefixes make two different headers never share their bytes.
/// </remarks>
public static class HashChain
{
    /// <summary>Bytes of a digest (SHA-256).</summary>
    public const int DigestSize = 32;

    /// <summary>Bytes of a salt: 128 bits can't be guessed, so a digest of a short text reveals nothing about it.</summary>
    public const int SaltSize = 16;

    private const int StackLimit = 1024;

    private static ReadOnlySpan<byte> Magic => "ig-event-1"u8;

    /// <summary>What the first event of a stream has as its <c>prev_hash</c>.</summary>
    public static byte[] Genesis { get; } = new byte[DigestSize];

    /// <summary>SHA-256 over salt and payload.</summary>
    public static byte[] PayloadDigest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        var length = salt.Length + payload.Length;
        Span<byte> buffer = length <= StackLimit ? stackalloc byte[length] : new byte[length];
        salt.CopyTo(buffer);
        payload.CopyTo(buffer[salt.Length..]);
        return SHA256.HashData(buffer);
    }

    /// <summary>The hash of an event, from the hash before it, its header and its payload's digest.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> prevHash, EventHeader header, ReadOnlySpan<byte> payloadDigest)
    {
        var bound = prevHash.Length + Magic.Length + payloadDigest.Length + 32
            + Encoding.UTF8.GetMaxByteCount(header.Stream.Length + header.CaseId.Length + header.Type.Length + header.Actor.Length + 4);
        Span<byte> buffer = bound <= StackLimit ? stackalloc byte[bound] : new byte[bound];
        var at = 0;
        Append(buffer, ref at, prevHash);
        Append(buffer, ref at, Magic);
        Append(buffer, ref at, header.Stream);
        Append(buffer, ref at, header.Seq);
        Append(buffer, ref at, header.CaseId);
        Append(buffer, ref at, header.Type);
        Append(buffer, ref at, header.Actor);
        Append(buffer, ref at, header.AtMicros);
        Append(buffer, ref at, payloadDigest);
        return SHA256.HashData(buffer[..at]);
    }

    private static void Append(Span<byte> buffer, ref int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer[at..]);
        at += bytes.Length;
    }

    private static void Append(Span<byte> buffer, ref int at, string text)
    {
        var written = Encoding.UTF8.GetBytes(text, buffer[(at + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(buffer[at..], written);
        at += sizeof(int) + written;
    }

    private static void Append(Span<byte> buffer, ref int at, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer[at..], number);
        at += sizeof(long);
    }
}
