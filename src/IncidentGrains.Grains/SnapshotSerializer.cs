using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentGrains.Grains.Access;
using IncidentGrains.Grains.Bus;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Grains.Remediation;
using Orleans.Storage;

namespace IncidentGrains.Grains;

/// <summary>Snapshots as plain JSON without names of CLR types: moving a class loses no snapshot, and none can name a type to create.</summary>
internal sealed class SnapshotSerializer : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions _options = new(IncidentJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(
            IncidentJson.Default, AccessJson.Default, BusJson.Default, RemediationJson.Default, RegistryJson.Default, RegulatorsJson.Default, FilingJson.Default),
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes<T>(input!, TypeInfo<T>()));

    /// <summary>What was saved, or a new one if it can't be read (damaged, or another version's): the ledger makes up for it.</summary>
    public T Deserialize<T>(BinaryData input)
    {
        try
        {
            return JsonSerializer.Deserialize(input.ToMemory().Span, TypeInfo<T>())!;
        }
        catch (JsonException)
        {
            return Activator.CreateInstance<T>();
        }
    }

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
}
