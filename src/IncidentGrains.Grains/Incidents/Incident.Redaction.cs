using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

// Destroying a text takes two people; what remains is its structure, its digest, and who decided.
internal sealed partial class Incident
{
    /// <summary>The place of the event that an id such as <c>tle-7</c> names, or 0 if it names none.</summary>
    public static long TargetSeq(string targetId) =>
        targetId.Length > 4 && targetId[..4] is "tle-" or "fct-" or "awr-" && long.TryParse(targetId.AsSpan(4), System.Globalization.NumberStyles.None, null, out var seq)
            ? seq : 0;

    private static Decision Request(IncidentState state, RequestRedaction command, IncidentContext context)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        var named = context.RedactionTarget switch
        {
            TimelineEntryAdded e => e.EntryId,
            FactRecorded e => e.FactId,
            FactCorrected e => e.FactId,
            AwarenessClaimed e => e.ClaimId,
            _ => null,
        };
        if (named != command.TargetId)
        {
            throw new CaseException(
                CaseError.NotFound, "redaction.target",
                $"'{state.IncidentId}' has no timeline entry, fact or claim '{command.TargetId}' whose text still stands.");
        }

        var seq = TargetSeq(command.TargetId);
        return state.Redactions.Exists(r => r.EventSeq == seq && r.State == RedactionState.Requested)
            ? throw CaseException.Refused("redaction.pending", $"A redaction of '{command.TargetId}' waits for its decision already.")
            : Decision.Of(new RedactionRequested($"red-{state.Version + 1}", command.TargetId, seq, command.Reason));
    }

    private static Decision Approve(IncidentState state, ApproveRedaction command, IncidentContext context)
    {
        var redaction = Pending(state, command.RedactionId);
        var actor = command.Meta.Actor;
        if (actor.Person == redaction.RequestedBy)
        {
            throw CaseException.Refused("four_eyes", $"'{redaction.RedactionId}' was requested by you. Another person has to approve it.");
        }

        if (actor.IsAny(Contracts.Access.Roles.Integration))
        {
            throw CaseException.Refused("four_eyes", "An integration is never the second person. A person has to approve it.");
        }

        var target = context.RedactionTarget as IRedactableEvent
            ?? throw CaseException.Refused("redaction.done", $"The text of '{redaction.TargetId}' is destroyed already.");
        return Decision.Of(new RedactionApproved(redaction.RedactionId, redaction.TargetId, redaction.EventSeq, context.RemainderDigest)) with
        {
            Redaction = (redaction.EventSeq, target.WithoutText()),
        };
    }

    private static Decision Decline(IncidentState state, DeclineRedaction command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        return Decision.Of(new RedactionDeclined(Pending(state, command.RedactionId).RedactionId, command.Reason));
    }

    private static Redaction Pending(IncidentState state, string id)
    {
        var redaction = state.Redactions.Find(r => r.RedactionId == id) ?? throw new CaseException(
            CaseError.NotFound, "redaction.not_found", $"'{state.IncidentId}' has no redaction '{id}'.");
        return redaction.State == RedactionState.Requested ? redaction
            : throw CaseException.Refused("redaction.decided", $"'{id}' was decided already.");
    }
}
