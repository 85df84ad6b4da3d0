using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Ledger;

/// <summary>Ledger records as the API shows them.</summary>
internal static class LedgerMapping
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default);

    public static V1.LedgerEvent ToProto(StoredEvent stored) => new()
    {
        Stream = stored.Header.Stream,
        Seq = stored.Header.Seq,
        Position = stored.Position,
        CaseId = stored.Header.CaseId,
        Type = stored.Header.Type,
        Actor = stored.Header.Actor,
        At = stored.Header.At.ToTimestamp(),
        Payload = Json.Parse<Struct>(Encoding.UTF8.GetString(stored.Content)),
        Redacted = stored.Redacted,
        PrevHash = UnsafeByteOperations.UnsafeWrap(stored.Event.PrevHash),
        Hash = UnsafeByteOperations.UnsafeWrap(stored.Event.Hash),
        PayloadDigest = UnsafeByteOperations.UnsafeWrap(stored.Event.PayloadDigest),
    };

    /// <summary>True if somebody who saw the case before the event may not see it after.</summary>
    public static bool MayEndAccess(EventTypes types, StoredEvent stored) =>
        types.Read(stored.Header.Type, stored.Content) is IncidentRestricted or RoleUnassigned or RoleAssigned { Role: IncidentRole.Commander };

    public static V1.Checkpoint ToProto(SignedCheckpoint signed) => new()
    {
        CaseId = signed.Checkpoint.CaseId,
        Number = signed.Checkpoint.Number,
        At = Instants.FromMicros(signed.Checkpoint.AtMicros).ToTimestamp(),
        Jws = signed.Jws,
        KeyFingerprint = signed.KeyFingerprint,
        Heads = { signed.Checkpoint.Heads.Select(ToProto) },
    };

    public static V1.StreamHead ToProto(StreamHead head) => new()
    {
        Stream = head.Stream, Seq = head.Seq, Hash = UnsafeByteOperations.UnsafeWrap(head.Hash),
    };
}
