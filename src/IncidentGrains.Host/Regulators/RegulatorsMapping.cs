using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Law;
using IncidentGrains.Proof;
using Obligation = IncidentGrains.V1.Obligation;
using ObligationStatus = IncidentGrains.V1.ObligationStatus;

namespace IncidentGrains.Host.Regulators;

/// <summary>Between the API's messages and the contracts'; enums have equal numbers on both sides.</summary>
internal static class RegulatorsMapping
{
    public static Obligation ToProto(ObligationsState state, ObligationEntry o, DateTimeOffset asOf) => new()
    {
        ObligationId = o.ObligationId,
        IncidentId = state.IncidentId,
        Version = state.Version,
        Rule = o.Law.Rule,
        Jurisdiction = o.Law.Jurisdiction,
        CohortId = o.Law.Cohort,
        Recipients = { o.Law.Recipients },
        Status = (ObligationStatus)o.StatusAt(asOf),
        StartAt = o.Law.Start?.ToTimestamp(),
        DueAt = o.Law.Due?.ToTimestamp(),
        DueLocal = o.Law.Due is { } due ? LocalInstant.Of(due, o.Law.TimeZone) : "",
        TimeZone = o.Law.TimeZone,
        Soft = o.Law.Soft,
        TargetAt = o.Law.Target?.ToTimestamp(),
        TimeLeft = (o.Deadline - asOf)?.ToDuration(),
        DoneAt = o.Law.DoneAt?.ToTimestamp(),
        LateBy = o.LateBy?.ToDuration(),
        Reference = o.Reference,
        SupersededBy = o.Law.SupersededBy,
        WaitsFor = o.Law.WaitsFor,
        KeepUntil = o.Law.KeepUntil?.ToTimestamp(),
        Advisories = { o.Law.Advisories.Select(a => new V1.ObligationAdvisory { Name = a.Name, At = a.At.ToTimestamp() }) },
        Content = o.Law.Content,
        Citation = o.Law.Citation,
        Confidence = o.Law.Confidence,
        RuleEffectiveFrom = $"{o.Law.RuleEffectiveFrom:yyyy-MM-dd}",
        Assignee = o.Assignee,
        Escalations = { o.Escalations.Select(e => new V1.ObligationEscalation { Before = e.Before.ToDuration(), At = e.At.ToTimestamp() }) },
        NextEscalationAt = Milestones.NextAt(o)?.ToTimestamp(),
        Waiver = o.Waiver is { } w
            ? new V1.ObligationWaiver { Reason = w.Reason, RequestedBy = w.RequestedBy, ApprovedBy = w.ApprovedBy, DeclinedBy = w.DeclinedBy } : null,
        AsOf = asOf.ToTimestamp(),
    };

    public static V1.RegulatoryClock ToProto(ClockRow c, long now)
    {
        var due = c.DueAt == ObligationIndexRow.NoInstant ? (DateTimeOffset?)null : Instants.FromMicros(c.DueAt);
        return new V1.RegulatoryClock
        {
            IncidentId = c.IncidentId,
            ObligationId = c.ObligationId,
            IncidentTitle = c.IncidentTitle,
            Rule = c.Rule,
            Jurisdiction = c.Jurisdiction,
            CohortId = c.CohortId,
            Recipients = { c.Recipients.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
            Status = (ObligationStatus)c.StatusAt(now),
            DueAt = due?.ToTimestamp(),
            DueLocal = due is { } instant ? LocalInstant.Of(instant, c.TimeZone) : "",
            TimeZone = c.TimeZone,
            Soft = c.Soft,
            TimeLeft = c.IsRunning ? (due - Instants.FromMicros(now))?.ToDuration() : null,
            Assignee = c.Assignee,
            Escalations = c.Escalations,
            WaiverPending = c.WaiverPending,
            UpdatedAt = Instants.FromMicros(c.UpdatedAt).ToTimestamp(),
        };
    }

    public static V1.RuleExplanation ToProto(RuleExplanation e) => new()
    {
        Rule = e.Rule,
        CohortId = e.Cohort,
        Verdict = e.Verdict,
        Lines =
        {
            e.Lines.Select(l => new V1.RuleExplanationLine
            {
                Holds = l.Holds switch
                {
                    true => V1.ExplanationTruth.Yes,
                    false => V1.ExplanationTruth.No,
                    null => l.IsKnown ? V1.ExplanationTruth.Unspecified : V1.ExplanationTruth.Unknown,
                },
                Depth = l.Depth,
                Text = l.Text,
            }),
        },
    };
}
