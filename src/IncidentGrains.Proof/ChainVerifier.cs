using System.Security.Cryptography;

namespace IncidentGrains.Proof;

/// <summary>Checks the events of one case, stream by stream, as they are fed in; any order across streams will do.</summary>
/// <remarks>Memory is one head a stream, whatever the number of events. Not safe for concurrent use.</remarks>
public sealed class ChainVerifier(string caseId)
{
    private readonly Dictionary<string, Tail> _tails = new(StringComparer.Ordinal);

    /// <summary>Events checked so far.</summary>
    public long EventCount { get; private set; }

    /// <summary>Events whose payload is redacted or withheld; their digests are still covered by the chain.</summary>
    public long RedactedCount { get; private set; }

    /// <summary>The last event of each stream, sorted by stream.</summary>
    public IReadOnlyList<StreamHead> Heads =>
        [.. _tails.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new StreamHead(t.Key, t.Value.Seq, t.Value.Hash))];

    /// <summary>Checks the next event of its stream; null if it is sound, else what is wrong with it.</summary>
    public Finding? Check(LedgerEvent item)
    {
        var header = item.Header;
        var tail = _tails.TryGetValue(header.Stream, out var known) ? known : new Tail(0, HashChain.Genesis, long.MinValue);
        var reason =
            header.CaseId != caseId ? $"belongs to case '{header.CaseId}', not to '{caseId}'"
            : header.Seq != tail.Seq + 1 ? SequenceReason(header.Seq, tail.Seq)
            : !Same(item.PrevHash, tail.Hash) ? "does not continue the event before it: prev_hash differs"
            : header.AtMicros < tail.AtMicros ? "was recorded earlier than the event before it"
            : PayloadReason(item) ?? HashReason(item);
        if (reason is not null)
        {
            return new Finding(header.Stream, header.Seq, reason);
        }

        _tails[header.Stream] = new Tail(header.Seq, item.Hash, header.AtMicros);
        EventCount++;
        RedactedCount += item.Payload is null ? 1 : 0;
        return null;
    }

    private static string SequenceReason(long found, long before) =>
        found <= before
            ? $"stands after event {before}: repeated or out of order"
            : $"follows event {before}: {(found - before == 2 ? $"event {before + 1} is" : $"events {before + 1} to {found - 1} are")} missing";

    private static string? PayloadReason(LedgerEvent item) => (item.Salt, item.Payload) switch
    {
        (null, null) => null,
        (null, _) or (_, null) => "has a payload without salt, or salt without a payload",
        // Salt and payload are hashed as one: bytes could otherwise move from one into the other.
        ({ Length: not HashChain.SaltSize }, _) => $"has a salt that is not {HashChain.SaltSize} bytes long",
        var (salt, payload) => Same(HashChain.PayloadDigest(salt, payload), item.PayloadDigest)
            ? null : "has a payload that does not match its digest",
    };

    private static string? HashReason(LedgerEvent item) =>
        Same(HashChain.Hash(item.PrevHash, item.Header, item.PayloadDigest), item.Hash)
            ? null : "has a header or digest that does not match its hash";

    private static bool Same(byte[] a, byte[] b) => CryptographicOperations.FixedTimeEquals(a, b);

    private readonly record struct Tail(long Seq, byte[] Hash, long AtMicros);
}

/// <summary>What is wrong, and with which event.</summary>
/// <param name="Stream">The stream, or empty if no single stream is concerned.</param>
/// <param name="Seq">The event's place in its stream, or 0.</param>
/// <param name="Reason">What is wrong, to be read after the event's name.</param>
public sealed record Finding(string Stream, long Seq, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Stream.Length == 0 ? Reason : Seq == 0 ? $"stream {Stream} {Reason}" : $"event {Seq} of {Stream} {Reason}";
}
