using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace IncidentGrains.Proof;

/// <summary>A signed statement: a compact JWS (RFC 7515) with alg ES256, the signing key's fingerprint as kid, and a type of ours.</summary>
/// <remarks>The type keeps a statement of one kind from being taken for one of another kind.</remarks>
/// <param name="KeyFingerprint">The key that it names; only <see cref="IsSignedBy"/> tells whether that key signed it.</param>
/// <param name="Payload">What is stated.</param>
/// <param name="SignedBytes">What the signature covers.</param>
/// <param name="Signature">The signature, r ‖ s.</param>
internal sealed record CompactJws(string KeyFingerprint, byte[] Payload, byte[] SignedBytes, byte[] Signature)
{
    /// <summary>JSON that is evidence: two readers that pick different ones of two equal names would read two different statements.</summary>
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>Signs a statement.</summary>
    public static string Sign(string type, byte[] payload, SigningKey key)
    {
        var header = $$"""{"alg":"ES256","kid":"{{key.Fingerprint}}","typ":"{{type}}"}""";
        var signed = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header)) + "." + Base64Url.EncodeToString(payload);
        return signed + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    /// <summary>Reads a JWS without judging its signature.</summary>
    /// <exception cref="FormatException">The text is no JWS of that type, or names another algorithm than ES256.</exception>
    public static CompactJws Parse(string jws, string type)
    {
        try
        {
            var parts = jws.Split('.');
            if (parts.Length != 3)
            {
                throw new FormatException("It is no compact JWS of three parts.");
            }

            using var header = JsonDocument.Parse(Decode(parts[0]), Strict);
            if (header.RootElement.GetProperty("alg").GetString() != "ES256" || header.RootElement.GetProperty("typ").GetString() != type)
            {
                throw new FormatException($"It is not of type {type} with alg ES256.");
            }

            return new CompactJws(
                header.RootElement.GetProperty("kid").GetString() ?? throw new FormatException("It names no key."),
                Decode(parts[1]), Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Decode(parts[2]));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Its header can't be read: " + e.Message, e);
        }
    }

    /// <summary>True if the signature is the key's.</summary>
    public bool IsSignedBy(SigningKey key) => KeyFingerprint == key.Fingerprint && key.Verify(SignedBytes, Signature);

    // One statement has one text: the decoder overlooks white space and padding, the digest of a JWS does not.
    private static byte[] Decode(string part)
    {
        var bytes = Base64Url.DecodeFromChars(part);
        return Base64Url.EncodeToString(bytes) == part ? bytes : throw new FormatException("It is not in canonical base64url.");
    }
}
