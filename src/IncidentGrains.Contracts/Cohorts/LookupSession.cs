namespace IncidentGrains.Contracts.Cohorts;

/// <summary>A session of look-ups as its registry's events tell it.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Reason">Why it was opened.</param>
/// <param name="OpenedBy">Who opened it; nobody else can use it.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="MaxKeys">How many persons may be asked for in all; 0 means any number.</param>
/// <param name="Asked">How many were asked for, as recorded.</param>
/// <param name="Batches">How often that was recorded.</param>
/// <param name="ClosedAt">When its opener ended it, or null.</param>
[GenerateSerializer, Immutable, Alias("ig.LookupSession")]
public sealed record LookupSession(
    [property: Id(0)] string SessionId, [property: Id(1)] string Reason, [property: Id(2)] string OpenedBy, [property: Id(3)] DateTimeOffset OpenedAt,
    [property: Id(4)] DateTimeOffset ExpiresAt, [property: Id(5)] long MaxKeys, [property: Id(6)] long Asked = 0, [property: Id(7)] long Batches = 0,
    [property: Id(8)] DateTimeOffset? ClosedAt = null)
{
    /// <summary>Where it stands at an instant.</summary>
    public LookupState StateAt(DateTimeOffset now) =>
        ClosedAt is not null ? LookupState.Closed : ExpiresAt <= now ? LookupState.Expired : LookupState.Open;
}

/// <summary>Leave to look up persons: what a batch of look-ups rests on.</summary>
/// <param name="Session">The session.</param>
/// <param name="Registry">The registry, without its sessions and changes.</param>
[GenerateSerializer, Immutable, Alias("ig.LookupGrant")]
public sealed record LookupGrant([property: Id(0)] LookupSession Session, [property: Id(1)] RegistryState Registry);
