namespace IncidentGrains.Proof;

/// <summary>What a hash covers besides the payload: where an event stands, what it is, who caused it and when.</summary>
/// <param name="Stream">The aggregate, such as <c>inc-4k2v…</c>.</param>
/// <param name="Seq">Place in the stream, from 1 without a gap.</param>
/// <param name="CaseId">The case to which the stream belongs.</param>
/// <param name="Type">Type and version, such as <c>incident.opened.v1</c>.</param>
/// <param name="Actor">Who caused it, as <c>issuer|subject</c>.</param>
/// <param name="AtMicros">When it was recorded, in microseconds since 1970-01-01T00:00:00Z: what both databases keep exactly.</param>
public sealed record EventHeader(string Stream, long Seq, string CaseId, string Type, string Actor, long AtMicros)
{
    /// <summary>The recorded instant in UTC.</summary>
    public DateTimeOffset At => Instants.FromMicros(AtMicros);
}

/// <summary>An event with all that is needed to verify it.</summary>
/// <param name="Header">The part that can't be redacted.</param>
/// <param name="Salt">Random bytes that keep a digest from being guessed; null once the payload is redacted or withheld.</param>
/// <param name="Payload">The exact bytes recorded; null once redacted or withheld.</param>
/// <param name="PayloadDigest">SHA-256 over salt and payload; it outlives both.</param>
/// <param name="PrevHash">The hash of the event before it in the stream; 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 over all of the above but salt and payload.</param>
public sealed record LedgerEvent(
    EventHeader Header, byte[]? Salt, byte[]? Payload, byte[] PayloadDigest, byte[] PrevHash, byte[] Hash);

/// <summary>Where a stream ends.</summary>
public sealed record StreamHead(string Stream, long Seq, byte[] Hash);
