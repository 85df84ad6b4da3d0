using System.Security.Cryptography;
using System.Text.Json;

namespace IncidentGrains.Proof.Bundles;

/// <summary>The public keys of a bundle: a JSON Web Key Set (RFC 7517).</summary>
internal sealed record PublicKeys(IReadOnlyList<PublicKey> Keys)
{
    public static byte[] Write(IEnumerable<SigningKey> keys) => BundleJson.Write(new PublicKeys([.. keys.Select(PublicKey.Of)]), BundleJson.Default.PublicKeys);

    /// <summary>The keys by fingerprint, which is computed and not believed.</summary>
    /// <exception cref="FormatException">The file can't be read, holds no key, or one whose kid is not its fingerprint.</exception>
    public static Dictionary<string, SigningKey> Read(byte[] utf8)
    {
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var listed in BundleJson.Read(utf8, BundleJson.Default.PublicKeys).Keys)
        {
            SigningKey key;
            try
            {
                key = SigningKey.FromJwk(JsonSerializer.Serialize(listed, BundleJson.Default.PublicKey));
            }
            catch (CryptographicException e)
            {
                throw new FormatException($"the key '{listed.Kid}' can't be used: {e.Message}", e);
            }

            if (key.Fingerprint != listed.Kid || !keys.TryAdd(key.Fingerprint, key))
            {
                throw new FormatException($"the key '{listed.Kid}' stands there twice, or has the fingerprint {key.Fingerprint}");
            }
        }

        return keys.Count > 0 ? keys : throw new FormatException("it holds no key");
    }
}

/// <summary>A public key (RFC 7517, RFC 7518 6.2).</summary>
internal sealed record PublicKey(string Kty, string Crv, string X, string Y, string Kid)
{
    public static PublicKey Of(SigningKey key)
    {
        using var jwk = JsonDocument.Parse(key.Jwk);
        string Member(string name) => jwk.RootElement.GetProperty(name).GetString()!;
        return new PublicKey(Member("kty"), Member("crv"), Member("x"), Member("y"), key.Fingerprint);
    }
}
