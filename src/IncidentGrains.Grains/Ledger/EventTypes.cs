using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Ledger;

/// <summary>The names under which events are stored, and how their payloads are read and written.</summary>
/// <remarks>
/// Names are ours, not the runtime's: moving a class changes nothing. An unknown name, or an unknown or lacking member in
/// a payload, is refused: an older silo must not guess what a newer one meant.
/// </remarks>
internal sealed class EventTypes
{
    private readonly Dictionary<string, Registration> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, Registration> _byType = [];
    private string? _fingerprint;

    /// <summary>JSON for payloads: readable Korean instead of escapes (a payload is never embedded in HTML), and no member may lack.</summary>
    public static JsonSerializerOptions Readable(JsonSerializerOptions generated) => new(generated)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>All names, for the golden files.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Names the set of types: a server that knows more, or fewer, has another.</summary>
    public string Fingerprint => _fingerprint ??= Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Names.Order(StringComparer.Ordinal)))).AsSpan(0, 8));

    /// <summary>True if this version can read what is stored under a name.</summary>
    public bool Knows(string name) => _byName.ContainsKey(name);

    /// <summary>True if this version tells the bus of events stored under a name.</summary>
    public bool Publishes(string name) => _byName.TryGetValue(name, out var registration) && registration.Publish;

    /// <summary>The type stored under a name.</summary>
    public Type TypeOf(string name) => _byName[name].Json.Type;

    /// <summary>Adds a type of event; <paramref name="publish"/> if the bus is told of it.</summary>
    public EventTypes Add<T>(string name, JsonTypeInfo<T> json, bool publish = false)
        where T : class, IDomainEvent
    {
        var registration = new Registration(name, json, publish);
        _byName.Add(name, registration);
        _byType.Add(typeof(T), registration);
        return this;
    }

    /// <summary>The stored name of an event.</summary>
    public string NameOf(IDomainEvent item) => _byType[item.GetType()].Name;

    /// <summary>True if the bus is told of such an event.</summary>
    public bool Publishes(IDomainEvent item) => _byType[item.GetType()].Publish;

    /// <summary>The exact bytes to store.</summary>
    public byte[] Write(IDomainEvent item) => JsonSerializer.SerializeToUtf8Bytes(item, _byType[item.GetType()].Json);

    /// <summary>Reads what was stored under a name.</summary>
    /// <exception cref="InvalidDataException">The name or a member is unknown to this version.</exception>
    public IDomainEvent Read(string name, byte[] payload)
    {
        if (!_byName.TryGetValue(name, out var registration))
        {
            throw new InvalidDataException($"The event type '{name}' is unknown to this version: a newer one wrote it. Writes to its stream stop here.");
        }

        try
        {
            return (IDomainEvent?)JsonSerializer.Deserialize(payload, registration.Json)
                ?? throw new InvalidDataException($"A payload of type '{name}' is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"A payload of type '{name}' can't be read by this version ({e.Path}).", e);
        }
    }

    private sealed record Registration(string Name, JsonTypeInfo Json, bool Publish);
}
