using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>An event as read back: with its place in the whole ledger, and what a redaction left of its payload.</summary>
internal sealed record StoredEvent(long Position, LedgerEvent Event, byte[]? Remainder)
{
    public EventHeader Header => Event.Header;

    public bool Redacted => Event.Payload is null;

    /// <summary>The payload, or what is left of it.</summary>
    public byte[] Content => Event.Payload ?? Remainder
        ?? throw new InvalidDataException($"Event {Header.Seq} of {Header.Stream} has neither a payload nor a remainder.");
}
