using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Bus;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Bus;

/// <summary>JSON of the bus log's events and snapshots.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MessageReplayed))]
[JsonSerializable(typeof(MessageDiscarded))]
[JsonSerializable(typeof(Snapshot<BusLogState>))]
internal sealed partial class BusJson : JsonSerializerContext;

/// <summary>The stored names of the bus log's events.</summary>
internal static class BusEventTypes
{
    public static EventTypes AddBus(this EventTypes types)
    {
        var json = new BusJson(EventTypes.Readable(BusJson.Default.Options));
        return types.Add("bus.message-replayed.v1", json.MessageReplayed).Add("bus.message-discarded.v1", json.MessageDiscarded);
    }
}
