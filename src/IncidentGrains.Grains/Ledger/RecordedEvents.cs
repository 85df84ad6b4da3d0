using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Single events for consumers: a message on the bus names its event, and what it says is read here.</summary>
internal sealed class RecordedEvents(LedgerReader reader, EventTypes types)
{
    /// <summary>The event at a place, which must be of that type.</summary>
    /// <exception cref="InvalidDataException">There is none, or another one stands there.</exception>
    public async Task<T> Find<T>(string stream, long seq)
        where T : class, IDomainEvent
    {
        var stored = await reader.One(stream, seq) ?? throw new InvalidDataException($"Event {seq} of {stream} is not in the ledger.");
        return types.Read(stored.Header.Type, stored.Content) as T
            ?? throw new InvalidDataException($"Event {seq} of {stream} is a '{stored.Header.Type}', not a {typeof(T).Name}.");
    }
}
