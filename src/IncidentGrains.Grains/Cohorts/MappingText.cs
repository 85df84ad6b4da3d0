using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>An import's mapping as its event holds it: JSON in one fixed order, so that equal mappings have equal digests.</summary>
internal static class MappingText
{
    private static readonly RegistryJson Json = new(EventTypes.Readable(RegistryJson.Default.Options));

    public static string Write(ImportMapping mapping) => JsonSerializer.Serialize(mapping, Json.ImportMapping);

    /// <exception cref="JsonException">The text is no mapping.</exception>
    public static ImportMapping Read(string text) => JsonSerializer.Deserialize(text, Json.ImportMapping) ?? throw new JsonException("A mapping is an object.");

    /// <summary>SHA-256 of the text, in hexadecimal.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
