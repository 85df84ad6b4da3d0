using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Law.Regulators;

/// <summary>What was done about an obligation, and what follows for its status.</summary>
internal static class Discharge
{
    /// <summary>The obligation with its status.</summary>
    /// <param name="obligation">One whose clock has started.</param>
    /// <param name="candidate">What it came from.</param>
    /// <param name="version">The version that governs.</param>
    /// <param name="notBefore">What was done before can't be meant, since it answers an earlier event; null if there is none.</param>
    public static Obligation Apply(Obligation obligation, Candidate candidate, RuleVersion version, DateTimeOffset? notBefore)
    {
        var done = Done(candidate, version, notBefore);
        return obligation with
        {
            DoneAt = done,
            Status = Status(obligation, candidate, version, done),
            LateBy = done > obligation.Due ? done - obligation.Due : null,
            KeepUntil = Deadline.KeepUntil(candidate, version, done),
        };
    }

    /// <summary>The obligation with another in its place if that rule's event came before it was done.</summary>
    public static Obligation Supersede(Obligation obligation, Candidate candidate, RuleVersion version)
    {
        foreach (var other in version.SupersededBy)
        {
            if (candidate.First(other.Event) is { } at && !(obligation.DoneAt <= at.ToDateTimeOffset()))
            {
                return obligation with { Status = ObligationStatus.Superseded, SupersededBy = other.Rule, LateBy = null };
            }
        }

        return obligation;
    }

    private static ObligationStatus Status(Obligation obligation, Candidate candidate, RuleVersion version, DateTimeOffset? done) =>
        done > obligation.Due ? ObligationStatus.Late
        : done is not null ? ObligationStatus.Met
        : candidate.Events(CaseEventType.Waived, candidate.Rule.Id).Any(e => e.Rule == candidate.Rule.Id) ? ObligationStatus.Waived
        : version.WaivableWhen?.Judge(candidate).Truth == Truth.Yes ? ObligationStatus.Waivable
        : candidate.Case.AsOf.ToDateTimeOffset() > obligation.Due ? ObligationStatus.Overdue
        : ObligationStatus.Open;

    // An event that names the cohort means it. One that names none, or comes before what it would answer, may mean an earlier cohort.
    private static DateTimeOffset? Done(Candidate candidate, RuleVersion version, DateTimeOffset? notBefore)
    {
        var learned = candidate.Learned?.ToDateTimeOffset();
        return candidate.Case.Facts.Events
            .Where(e => Discharges(e, candidate, version) && (candidate.Cohort is null || e.Cohort == candidate.Cohort.Id || (e.Cohort is null && !(e.At < learned))) && !(e.At < notBefore))
            .Select(e => (DateTimeOffset?)e.At).Min()?.ToUniversalTime();
    }

    private static bool Discharges(CaseEvent e, Candidate candidate, RuleVersion version) => e.Rule is null
        ? version.MetBy.Contains(e.Type)
        : e.Rule == candidate.Rule.Id && (version.MetBy.Contains(e.Type) || e.Type is CaseEventType.ReportFiled or CaseEventType.NoticeSent or CaseEventType.Posted);
}
