using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Which message tells the bus of an event. Payload fields go out only if a message names them.</summary>
internal sealed class BusMessages(EventTypes types)
{
    /// <summary>The message of an event, or null if the bus is not told of it (any more).</summary>
    public IBusMessage? Of(StoredEvent stored) => types.Read(stored.Header.Type, stored.Content) switch
    {
        IncidentMerged e => new IncidentMergedMessage(stored.Header.Stream, stored.Header.Seq, e.Into),
        IncidentConfirmed => new IncidentConfirmedMessage(stored.Header.Stream, stored.Header.Seq),
        PlaybookApplied e => new PlaybookAppliedMessage(stored.Header.Stream, stored.Header.Seq, e.Playbook),
        _ => null,
    };
}
