using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators;

// An obligation is waived by two people and a reason; until both agree its clock runs.
internal sealed partial class Obligations
{
    private static Decision RequestWaiver(ObligationsState state, RequestWaiver command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxReason).Throw();
        var entry = Known(state, command.ObligationId);
        return entry.Law.Status is not (ObligationStatus.Open or ObligationStatus.Waivable or ObligationStatus.Pending)
                ? throw CaseException.Refused("obligation.state", $"'{entry.ObligationId}' is {entry.Law.Status.ToString().ToUpperInvariant()}: there is nothing to waive.")
            : entry.Waiver is { IsPending: true } ? throw CaseException.Refused("waiver.pending", $"A waiver of '{entry.ObligationId}' waits for its decision already.")
            : Decision.Of(new WaiverRequested(entry.ObligationId, command.Reason));
    }

    private static Decision ApproveWaiver(ObligationsState state, ApproveWaiver command, ObligationContext context)
    {
        var (entry, waiver) = Pending(state, command.ObligationId, command.Meta.Actor);
        return Assessed(state, command, context, [new WaiverApproved(entry.ObligationId, waiver.Reason)]) with { Milestone = true };
    }

    private static Decision DeclineWaiver(ObligationsState state, DeclineWaiver command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxReason).Throw();
        var (entry, _) = Pending(state, command.ObligationId, command.Meta.Actor);
        return Decision.Of(new WaiverDeclined(entry.ObligationId, command.Reason));
    }

    private static (ObligationEntry Entry, ObligationWaiver Waiver) Pending(ObligationsState state, string obligationId, Actor actor)
    {
        var entry = Known(state, obligationId);
        if (entry.Waiver is not { IsPending: true } waiver)
        {
            throw CaseException.Refused("waiver.none", $"No waiver of '{entry.ObligationId}' waits for a decision. Send RequestWaiver first.");
        }

        return waiver.RequestedBy == actor.Person || actor.IsAny(Roles.Integration)
            ? throw CaseException.Refused("second_person.required", $"The waiver of '{entry.ObligationId}' was asked for by you, or you are another system. Another person has to decide.")
            : (entry, waiver);
    }
}
