using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts.Cohorts;
using LookupSession = IncidentGrains.V1.LookupSession;
using PersonChange = IncidentGrains.V1.PersonChange;

namespace IncidentGrains.Host.Cohorts;

/// <summary>What concerns single persons between the API's messages and the contracts': sessions of look-ups, and changes.</summary>
internal static class PersonsMapping
{
    public static LookupSession ToProto(RegistryState s, Contracts.Cohorts.LookupSession l, DateTimeOffset asOf) => new()
    {
        SessionId = l.SessionId,
        IncidentId = s.IncidentId,
        RegistryVersion = s.Version,
        State = (V1.LookupState)l.StateAt(asOf),
        Reason = l.Reason,
        OpenedBy = l.OpenedBy,
        OpenedAt = l.OpenedAt.ToTimestamp(),
        ExpiresAt = l.ExpiresAt.ToTimestamp(),
        MaxKeys = l.MaxKeys,
        Asked = l.Asked,
        AsOf = asOf.ToTimestamp(),
    };

    public static PersonChange ToProto(RegistryState s, Contracts.Cohorts.PersonChange c) => new()
    {
        ChangeId = c.ChangeId,
        IncidentId = s.IncidentId,
        RegistryVersion = s.Version,
        Kind = (V1.ChangeKind)c.Kind,
        State = (V1.ChangeState)c.State,
        Reason = c.Reason,
        RequestedBy = c.RequestedBy,
        RequestedAt = c.RequestedAt.ToTimestamp(),
        DecidedBy = c.DecidedBy,
        DecidedAt = c.DecidedAt?.ToTimestamp(),
        DeclineReason = c.DeclineReason,
        ExecutedAt = c.ExecutedAt?.ToTimestamp(),
        ChunksRewritten = c.ChunksRewritten,
        KeysDestroyed = c.KeysDestroyed,
    };
}
