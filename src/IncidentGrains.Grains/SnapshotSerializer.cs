using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentGrains.Grains.Access;
using IncidentGrains.Grains.Incidents;
using Orleans.Storage;

namespace IncidentGrains.Grains;

/// <summary>Snapshots as plain JSON without names of CLR types: moving a class loses no snapshot, and none can name a type to create.</summary>
internal sealed class SnapshotSerializer : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions _options = new(IncidentJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(IncidentJson.Default, AccessJson.Default),
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes<T>(input!, TypeInfo<T>()));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize(input.ToMemory().Span, TypeInfo<T>())!;

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
}
