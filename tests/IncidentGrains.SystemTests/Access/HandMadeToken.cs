using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentGrains.SystemTests.Access;

/// <summary>Tokens as attackers make them: any header, any claims, any signature.</summary>
internal static class HandMadeToken
{
    /// <summary>Claims that the embedded issuer would grant.</summary>
    public static Dictionary<string, object> Claims(DateTimeOffset? from = null, DateTimeOffset? until = null) => new(StringComparer.Ordinal)
    {
        ["iss"] = "embedded", ["aud"] = "incidentgrains", ["sub"] = "mallory", ["roles"] = new[] { "admin", "commander" },
        ["nbf"] = (from ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds(), ["exp"] = (until ?? DateTimeOffset.UtcNow.AddHours(1)).ToUnixTimeSeconds(),
    };

    public static string With(string algorithm, object claims, Func<byte[], byte[]> sign)
    {
        var signed = Part(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT" })) + "." + Part(JsonSerializer.SerializeToUtf8Bytes(claims));
        return signed + "." + Part(sign(Encoding.ASCII.GetBytes(signed)));
    }

    public static string Es256(ECDsa key, object claims) => With("ES256", claims, d => key.SignData(d, HashAlgorithmName.SHA256));

    public static string Hs256(byte[] secret, object claims) => With("HS256", claims, d => HMACSHA256.HashData(secret, d));

    private static string Part(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
