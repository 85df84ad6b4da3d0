using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Law.Regulators.Facts;

namespace IncidentGrains.Grains.Regulators;

internal sealed partial class Obligations
{
    private static readonly string Waived = FactWords.Of(CaseEventType.Waived);

    public static ObligationsState Apply(ObligationsState state, RecordedEvent item) =>
        Fold(state, item) with { Version = item.Seq, UpdatedAt = item.At };

    private static ObligationsState Fold(ObligationsState s, RecordedEvent item) => item.Event switch
    {
        RegulatoryFactsRecorded e => s with { Facts = e.Facts, FactsVersion = item.Seq },
        ObligationsAssessed e => Assess(s, e, item),
        ObligationMet e => Done(s, e.ObligationId, e.Type, e.At).Change(e.ObligationId, item, o => o with { Reference = e.Reference }),
        WaiverRequested e => s.Change(e.ObligationId, item, o => o with { Waiver = new ObligationWaiver(e.Reason, item.Actor) }),
        WaiverApproved e => Done(s, e.ObligationId, Waived, item.At).Change(e.ObligationId, item, o => o with { Waiver = o.Waiver! with { ApprovedBy = item.Actor } }),
        WaiverDeclined e => s.Change(e.ObligationId, item, o => o with { Waiver = o.Waiver! with { DeclinedBy = item.Actor } }),
        ObligationAssigned e => s.Change(e.ObligationId, item, o => o with { Assignee = e.Assignee }),
        ObligationEscalated e => s.Change(e.ObligationId, item, o => o with
        {
            Escalations = o.Escalations.Add(new EscalatedMilestone(e.Before, item.At)), PassedMilestone = e.Before,
        }),
        var unknown => throw new InvalidDataException($"No fold is defined for {unknown.GetType().Name}."),
    };

    private static ObligationsState Assess(ObligationsState s, ObligationsAssessed e, RecordedEvent item)
    {
        var opened = e.Opened.Select(law => new ObligationEntry(law)
        {
            PassedMilestone = Milestones.PassedOver(law.Due ?? law.Target, e.AsOf), ChangedVersion = item.Seq, ChangedAt = item.At,
        });
        var after = s with { PacksDigest = e.PacksDigest, Obligations = s.Obligations.AddRange(opened) };
        after = e.Changed.Aggregate(after, (all, law) => all.Change(law.ObligationId, item, o => o with
        {
            Law = law,

            // Another deadline has milestones of its own.
            PassedMilestone = (law.Due ?? law.Target) == (o.Law.Due ?? o.Law.Target) ? o.PassedMilestone : Milestones.PassedOver(law.Due ?? law.Target, e.AsOf),
        }));
        return e.Superseded.Aggregate(after, (all, id) => all.Change(id, item, o => o with { Law = Reassessment.Gone(o.Law) }));
    }

    private static ObligationsState Done(ObligationsState s, string obligationId, string type, DateTimeOffset at)
    {
        var law = s.Find(obligationId)!.Law;
        return s with { Discharges = s.Discharges.Add(new RecordedDischarge(law.Rule, law.Cohort, type, at)) };
    }
}

/// <summary>Changes of single obligations.</summary>
internal static class ObligationChanges
{
    /// <summary>The state with one obligation changed by an event.</summary>
    public static ObligationsState Change(this ObligationsState state, string obligationId, RecordedEvent item, Func<ObligationEntry, ObligationEntry> change)
    {
        var entry = state.Find(obligationId) ?? throw new InvalidDataException($"'{obligationId}' is no obligation of {state.IncidentId}.");
        return state with { Obligations = state.Obligations.Replace(entry, change(entry) with { ChangedVersion = item.Seq, ChangedAt = item.At }) };
    }
}
