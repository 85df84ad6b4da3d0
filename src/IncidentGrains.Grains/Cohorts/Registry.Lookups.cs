using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

// Who asks for persons does so in a session with a reason, and how often is on record.
internal sealed partial class Registry
{
    // A shift, with its hand-over; longer work opens another session and says why again.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(12);

    // What was asked for right before a session's end is recorded a moment after it.
    private static readonly TimeSpan KeptAfterItsEnd = TimeSpan.FromHours(1);

    // A large call centre; each costs the registry's state some 300 bytes.
    private const int MaxSessions = 2_000;

    /// <summary>The session, if the actor may look up that many more persons in it now.</summary>
    /// <exception cref="CaseException">There is none, it is another's, it has ended, or it was opened for fewer.</exception>
    public static LookupSession Use(RegistryState state, Actor actor, string sessionId, long keys, DateTimeOffset now)
    {
        var session = Own(state, actor, sessionId);
        Require(session, now);
        return session.MaxKeys == 0 || session.Asked + keys <= session.MaxKeys ? session
            : throw CaseException.Refused(
                "lookup.exhausted", $"'{sessionId}' was opened for {session.MaxKeys:N0} persons, of which {session.Asked:N0} were asked for. Open another session.");
    }

    private static Decision Open(RegistryState state, OpenLookup command, DateTimeOffset now)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote)
            .That(command.Lifetime > TimeSpan.Zero && command.Lifetime <= MaxLifetime, "lifetime", "must be more than 0 and at most 12 hours.")
            .That(command.MaxKeys >= 0, "max_keys", "is negative; send a number of persons, or 0 for any.").Throw();
        NotEmpty(state);
        return Kept(state, now).Count(s => s.StateAt(now) == LookupState.Open) >= MaxSessions
            ? throw new CaseException(CaseError.Overloaded, "lookup.too_many", $"{MaxSessions:N0} sessions of '{state.IncidentId}' are open. Close some, or wait until they expire.")
            : Decision.Of(new LookupOpened(CohortIds.Lookup(state.IncidentId, command.Meta), command.Reason, now + command.Lifetime, command.MaxKeys)) with { Guards = UnlessMerged(state) };
    }

    private static Decision Close(RegistryState state, CloseLookup command, DateTimeOffset now)
    {
        Require(Own(state, command.Meta.Actor, command.SessionId), now);
        return Decision.Of(new LookupClosed(command.SessionId));
    }

    private static Decision Record(RegistryState state, RecordLookups command)
    {
        var session = KnownSession(state, command.SessionId);
        return command.Asked > 0 ? Decision.Of(new LookupsMade(session.SessionId, session.Batches + 1, command.Asked, command.Commitment))
            : throw new InvalidOperationException("Nobody was asked for: there is nothing to record.");
    }

    private static LookupSession Own(RegistryState state, Actor actor, string sessionId)
    {
        var session = KnownSession(state, sessionId);
        return session.OpenedBy == actor.Person ? session
            : throw CaseException.Refused("lookup.of_another", $"'{sessionId}' was opened by another person. Open a session of your own.");
    }

    private static LookupSession KnownSession(RegistryState state, string sessionId) => state.Lookups.Find(s => s.SessionId == sessionId)
        ?? throw NotFound("lookup.not_found", $"The registry has no session of look-ups '{sessionId}' that is open. Open one.");

    private static void Require(LookupSession session, DateTimeOffset now)
    {
        switch (session.StateAt(now))
        {
            case LookupState.Closed:
                throw CaseException.Refused("lookup.closed", $"'{session.SessionId}' was closed. Open another session.");
            case LookupState.Expired:
                throw CaseException.Refused("lookup.expired", $"'{session.SessionId}' expired at {session.ExpiresAt.UtcDateTime:O}. Open another session.");
        }
    }

    private static System.Collections.Immutable.ImmutableList<LookupSession> Kept(RegistryState state, DateTimeOffset now) =>
        state.Lookups.RemoveAll(s => (s.ClosedAt ?? s.ExpiresAt) + KeptAfterItsEnd <= now);
}
