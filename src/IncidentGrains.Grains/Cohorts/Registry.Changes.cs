using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

// Destroying or replacing what is stored of a person takes two people; the record says that it was done, not to whom.
internal sealed partial class Registry
{
    private const int MaxCommitment = 128;

    private static Decision Request(RegistryState state, RequestChange command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        NotEmpty(state);
        if (command.Kind == ChangeKind.None || command.Commitment.Length is 0 or > MaxCommitment)
        {
            throw new InvalidOperationException("A change names what is to happen, and a commitment to whom.");
        }

        return state.Changes.Exists(c => c.Kind == command.Kind && c.Commitment == command.Commitment && c.State is ChangeState.Requested or ChangeState.Approved)
            ? throw CaseException.Refused("change.pending", "The same was asked for this person before, and is not done yet. See ListChanges.")
            : Decision.Of(new ChangeRequested(CohortIds.Change(state.IncidentId, command.Meta), command.Kind, command.Commitment, command.Reason)) with { Guards = UnlessMerged(state) };
    }

    private static Decision Approve(RegistryState state, ApproveChange command)
    {
        var change = Pending(state, command.ChangeId, command.Meta.Actor);
        return Decision.Of(new ChangeApproved(change.ChangeId)) with
        {
            // The point of no return, decided in the append itself: a hold placed at the same moment comes before or after.
            Guards = change.Kind == ChangeKind.Erasure ? NoHold(state) : [],
        };
    }

    // A confirmed breach is under the default hold before anybody placed one.
    private static GuardChange[] NoHold(RegistryState state) =>
    [
        new GuardChange(state.IncidentId, IncidentGuards.HoldDefault, RequireZero: true),
        new GuardChange(state.IncidentId, IncidentGuards.HoldRegistry, RequireZero: true),
    ];

    private static Decision Decline(RegistryState state, DeclineChange command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        return Decision.Of(new ChangeDeclined(Pending(state, command.ChangeId, command.Meta.Actor).ChangeId, command.Reason));
    }

    private static Decision Execute(RegistryState state, CompleteChange command)
    {
        // A silo of the version before sends none.
        var changes = (command.Further ?? []).Insert(0, command.ChangeId).ConvertAll(id => KnownChange(state, id));
        return changes.Find(c => c.State is not (ChangeState.Approved or ChangeState.Executed)) is { } other
                ? throw CaseException.Refused("change.state", $"'{other.ChangeId}' was not approved; nothing may be done.")
            : changes.TrueForAll(c => c.State == ChangeState.Executed) ? Decision.Nothing
            : changes.Exists(c => c.State == ChangeState.Executed) || command.DataVersion != state.DataVersion ? throw Changed(state, command.DataVersion)
            : new Decision([.. changes.Select((c, i) => i == 0
                ? new ChangeExecuted(c.ChangeId, command.Segments, command.ChunksRewritten, command.KeysDestroyed, command.Persons)
                : new ChangeExecuted(c.ChangeId, [], 0, 0, command.Persons))]);
    }

    private static PersonChange Pending(RegistryState state, string changeId, Actor actor)
    {
        var change = KnownChange(state, changeId);
        return change.State != ChangeState.Requested ? throw CaseException.Refused("change.decided", $"'{changeId}' was decided already.")
            : actor.IsAny(Contracts.Access.Roles.Integration) ? throw CaseException.Refused("change.second_person", "An integration is never the second person. A person has to decide on it.")
            : actor.Person == change.RequestedBy ? throw CaseException.Refused("change.second_person", $"'{changeId}' was requested by you. Another person has to decide on it.")
            : change;
    }

    private static PersonChange KnownChange(RegistryState state, string changeId) => state.Changes.Find(c => c.ChangeId == changeId)
        ?? throw NotFound("change.not_found", $"The registry has no change '{changeId}'. They are listed by ListChanges.");
}
