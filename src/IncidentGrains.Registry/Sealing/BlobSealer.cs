using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Registry.Sealing;

/// <summary>Seals blobs of one incident and opens them: AES-256-GCM under a key of each blob's own, authenticated with its place.</summary>
/// <remarks>
/// A key seals one blob and no other, so the nonce can be constant (NIST SP 800-38D asks for unique pairs of key and nonce).
/// The place (incident, import, number) is authenticated but not stored: a blob that was moved elsewhere does not open.
/// Keys are wrapped by AES-256-GCM under a random nonce, which stays safe for 2^32 blobs an incident. Thread-safe.
/// </remarks>
/// <param name="wrappingKey">The incident's key, 32 bytes.</param>
public sealed class BlobSealer(ReadOnlySpan<byte> wrappingKey)
{
    private const int KeySize = 32;
    private const int TagSize = 16;
    private const int NonceSize = 12;
    private static readonly byte[] OnlyNonce = new byte[NonceSize];
    private readonly byte[] _wrappingKey = wrappingKey.Length == KeySize
        ? wrappingKey.ToArray() : throw new ArgumentException($"The key has {wrappingKey.Length} bytes instead of {KeySize}.", nameof(wrappingKey));

    /// <summary>Seals content for a place.</summary>
    public SealedBlob Seal(string place, ReadOnlySpan<byte> content)
    {
        var aad = Encoding.UTF8.GetBytes(place);
        Span<byte> key = stackalloc byte[KeySize];
        RandomNumberGenerator.Fill(key);
        var bytes = GC.AllocateUninitializedArray<byte>(content.Length + TagSize);
        using (var cipher = new AesGcm(key, TagSize))
        {
            cipher.Encrypt(OnlyNonce, content, bytes.AsSpan(0, content.Length), bytes.AsSpan(content.Length), aad);
        }

        var wrapped = Wrap(key, aad);
        CryptographicOperations.ZeroMemory(key);
        return new SealedBlob(SHA256.HashData(bytes), bytes, wrapped);
    }

    /// <summary>The content that was sealed for a place.</summary>
    /// <exception cref="BlobDamagedException">The bytes or the key are not those that were stored for it.</exception>
    public byte[] Open(string place, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wrappedKey)
    {
        if (bytes.Length < TagSize || !SHA256.HashData(bytes).AsSpan().SequenceEqual(digest))
        {
            throw new BlobDamagedException(place, "does not have the digest that was recorded for it");
        }

        var aad = Encoding.UTF8.GetBytes(place);
        Span<byte> key = stackalloc byte[KeySize];
        var content = GC.AllocateUninitializedArray<byte>(bytes.Length - TagSize);
        try
        {
            Unwrap(wrappedKey, aad, key);
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(OnlyNonce, bytes[..content.Length], bytes[content.Length..], content, aad);
        }
        catch (CryptographicException)
        {
            throw new BlobDamagedException(place, "does not open with its key at this place");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return content;
    }

    private byte[] Wrap(ReadOnlySpan<byte> key, byte[] aad)
    {
        var wrapped = new byte[NonceSize + KeySize + TagSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(_wrappingKey, TagSize);
        cipher.Encrypt(wrapped.AsSpan(0, NonceSize), key, wrapped.AsSpan(NonceSize, KeySize), wrapped.AsSpan(NonceSize + KeySize), aad);
        return wrapped;
    }

    private void Unwrap(ReadOnlySpan<byte> wrapped, byte[] aad, Span<byte> key)
    {
        if (wrapped.Length != NonceSize + KeySize + TagSize)
        {
            throw new CryptographicException("The wrapped key has another length.");
        }

        using var cipher = new AesGcm(_wrappingKey, TagSize);
        cipher.Decrypt(wrapped[..NonceSize], wrapped.Slice(NonceSize, KeySize), wrapped[(NonceSize + KeySize)..], key, aad);
    }
}
