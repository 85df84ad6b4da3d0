using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Grains.Cohorts.Changes;

/// <summary>Who is to be changed, and how: kept sealed until it is done, and in no event.</summary>
/// <param name="High">The person's key, first 64 bits.</param>
/// <param name="Low">Its next 32 bits.</param>
/// <param name="Fields">What is to stand instead, by the field's name; null for an erasure.</param>
internal sealed record PendingChange(ulong High, uint Low, IReadOnlyDictionary<string, string>? Fields)
{
    /// <summary>The person.</summary>
    [JsonIgnore]
    public PersonKey Person => new(High, Low);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PendingChangeJson.Default.PendingChange);

    public static PendingChange Read(byte[] bytes) =>
        JsonSerializer.Deserialize(bytes, PendingChangeJson.Default.PendingChange) ?? throw new InvalidDataException("The change is empty.");
}

/// <summary>JSON of changes, generated at build.</summary>
[JsonSerializable(typeof(PendingChange))]
internal sealed partial class PendingChangeJson : JsonSerializerContext;
