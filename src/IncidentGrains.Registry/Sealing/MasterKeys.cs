using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Registry.Sealing;

/// <summary>Master keys held in memory: the first wraps, all unwrap. AES-256-GCM; a key's id is the beginning of its SHA-256.</summary>
public sealed class MasterKeys : IMasterKey
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <param name="keys">The keys, the current one first; 32 bytes each.</param>
    public MasterKeys(IReadOnlyList<byte[]> keys)
    {
        foreach (var key in keys)
        {
            if (key.Length != KeySize)
            {
                throw new MasterKeyException($"A master key has {KeySize} bytes, not {key.Length}. Make one by 'openssl rand -base64 {KeySize}'.");
            }

            _keys.TryAdd(IdOf(key), key);
        }

        Id = keys.Count > 0 ? IdOf(keys[0]) : throw new MasterKeyException("There is no master key.");
    }

    public string Id { get; }

    /// <summary>Reads keys in base64, one a line, the current one first; lines that begin with # are passed over.</summary>
    /// <exception cref="MasterKeyException">A line is no key.</exception>
    public static MasterKeys Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => l[0] != '#');
        try
        {
            return new MasterKeys([.. lines.Select(Convert.FromBase64String)]);
        }
        catch (FormatException e)
        {
            throw new MasterKeyException($"A master key is written in base64, one a line. Make one by 'openssl rand -base64 {KeySize}'.", e);
        }
    }

    /// <summary>A new key in the form that <see cref="Parse"/> reads.</summary>
    public static string Create() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize)) + "\n";

    public Task<byte[]> Wrap(string owner, byte[] secret)
    {
        var wrapped = new byte[NonceSize + secret.Length + TagSize];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(_keys[Id], TagSize);
        cipher.Encrypt(
            wrapped.AsSpan(0, NonceSize), secret, wrapped.AsSpan(NonceSize, secret.Length), wrapped.AsSpan(NonceSize + secret.Length), Encoding.UTF8.GetBytes(owner));
        return Task.FromResult(wrapped);
    }

    public Task<byte[]> Unwrap(string keyId, string owner, byte[] wrapped)
    {
        if (!_keys.TryGetValue(keyId, out var key))
        {
            throw new MasterKeyException($"The master key {keyId} is not among those given ({string.Join(", ", _keys.Keys)}). Add it below the current one.");
        }

        var secret = new byte[Math.Max(0, wrapped.Length - NonceSize - TagSize)];
        try
        {
            using var cipher = new AesGcm(key, TagSize);
            cipher.Decrypt(wrapped.AsSpan(0, NonceSize), wrapped.AsSpan(NonceSize, secret.Length), wrapped.AsSpan(NonceSize + secret.Length), secret, Encoding.UTF8.GetBytes(owner));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new MasterKeyException($"The keys of '{owner}' were not wrapped by the master key {keyId}, or were changed since.", e);
        }

        return Task.FromResult(secret);
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
}
