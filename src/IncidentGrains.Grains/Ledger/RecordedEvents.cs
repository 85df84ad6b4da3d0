using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Single events for consumers: a message on the bus names its event, and what it says is read here.</summary>
internal sealed class RecordedEvents(LedgerReader reader, EventTypes types)
{
    /// <summary>The event at a place, which must be of that type.</summary>
    /// <exception cref="CaseException">A newer version wrote it: a newer silo has to take the message.</exception>
    /// <exception cref="InvalidDataException">There is none, or another one stands there.</exception>
    public async Task<T> Find<T>(string stream, long seq)
        where T : class, IDomainEvent
    {
        var stored = await reader.One(stream, seq) ?? throw new InvalidDataException($"Event {seq} of {stream} is not in the ledger.");
        if (!types.Knows(stored.Header.Type))
        {
            throw CaseException.Newer();
        }

        return types.Read(stored.Header.Type, stored.Content) as T
            ?? throw new InvalidDataException($"Event {seq} of {stream} is a '{stored.Header.Type}', not a {typeof(T).Name}.");
    }
}
