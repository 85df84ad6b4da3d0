using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentGrains.Proof;

/// <summary>A P-256 key that signs checkpoints, or its public half that verifies them.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        Jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        Fingerprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Jwk)));
    }

    /// <summary>The public key as a JSON Web Key (RFC 7517), members in the order of RFC 7638.</summary>
    public string Jwk { get; }

    /// <summary>The RFC 7638 thumbprint: SHA-256 of <see cref="Jwk"/>, base64url. This is what a verifier pins.</summary>
    public string Fingerprint { get; }

    /// <summary>A new key from the system's random generator.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a private key from PKCS#8 PEM.</summary>
    /// <exception cref="CryptographicException">The text is no P-256 private key.</exception>
    public static SigningKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize == 256 ? new SigningKey(key) : throw new CryptographicException("The signing key must be a P-256 key.");
        }
        catch (ArgumentException e)
        {
            key.Dispose();
            throw new CryptographicException("The file holds no PEM private key.", e);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Reads a public key from a JSON Web Key.</summary>
    /// <exception cref="CryptographicException">The text is no P-256 public key.</exception>
    public static SigningKey FromJwk(string jwk)
    {
        try
        {
            using var document = JsonDocument.Parse(jwk);
            var root = document.RootElement;
            if (root.GetProperty("kty").GetString() != "EC" || root.GetProperty("crv").GetString() != "P-256")
            {
                throw new CryptographicException("The key is no P-256 key.");
            }

            return new SigningKey(ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Coordinate(root, "x"), Y = Coordinate(root, "y") },
            }));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new CryptographicException("The text is no JSON Web Key.", e);
        }
    }

    /// <summary>The private key as PKCS#8 PEM.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>Signs with ES256 (ECDSA, P-256, SHA-256, r ‖ s).</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256);

    /// <summary>True if the signature is this key's over the data.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _key.VerifyData(data, signature, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static byte[] Coordinate(JsonElement jwk, string name) =>
        Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString() ?? throw new FormatException("A coordinate is null."));
}
