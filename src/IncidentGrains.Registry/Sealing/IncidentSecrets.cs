using System.Buffers.Binary;
using System.Security.Cryptography;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Sealing;

/// <summary>The secrets of one incident: what wraps its blobs' keys, and what turns identifiers into person keys.</summary>
/// <remarks>The second never changes, or nobody would be found again; the first can't be told from outside, so a rotation wraps both anew.</remarks>
public sealed class IncidentSecrets
{
    private const int WrappingKeySize = 32;
    private const int PersonKeySize = 16;
    private readonly byte[] _bytes;

    private static ReadOnlySpan<byte> Purpose => "ig-person-commitment"u8;

    /// <param name="bytes">What <see cref="ToBytes"/> gave.</param>
    public IncidentSecrets(byte[] bytes)
    {
        if (bytes.Length != WrappingKeySize + PersonKeySize)
        {
            throw new ArgumentException($"The secrets have {bytes.Length} bytes instead of {WrappingKeySize + PersonKeySize}.", nameof(bytes));
        }

        _bytes = bytes;
        Sealer = new BlobSealer(bytes.AsSpan(0, WrappingKeySize));
        PersonKeys = new PersonKeys(bytes.AsSpan(WrappingKeySize));
    }

    /// <summary>Seals and opens the incident's blobs.</summary>
    public BlobSealer Sealer { get; }

    /// <summary>Turns identifiers into person keys.</summary>
    public PersonKeys PersonKeys { get; }

    /// <summary>New secrets for a new incident.</summary>
    public static IncidentSecrets Create() => new(RandomNumberGenerator.GetBytes(WrappingKeySize + PersonKeySize));

    /// <summary>A commitment to a person: HMAC-SHA256 in hexadecimal. The same each time; without these secrets it tells nobody anything.</summary>
    public string Commitment(PersonKey person)
    {
        Span<byte> content = stackalloc byte[Purpose.Length + 12];
        Purpose.CopyTo(content);
        BinaryPrimitives.WriteUInt64BigEndian(content[Purpose.Length..], person.High);
        BinaryPrimitives.WriteUInt32BigEndian(content[(Purpose.Length + 8)..], person.Low);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_bytes, content));
    }

    /// <summary>The secrets, to be wrapped by the master key and by nothing else.</summary>
    public byte[] ToBytes() => (byte[])_bytes.Clone();
}
