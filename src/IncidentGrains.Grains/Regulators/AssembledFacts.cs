using System.Collections.Immutable;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using LawCause = IncidentGrains.Law.Regulators.Facts.IncidentCause;
using LawClaim = IncidentGrains.Law.Regulators.Facts.AwarenessClaim;

namespace IncidentGrains.Grains.Regulators;

/// <summary>The facts of an incident as the rules take them: from its record, its regulatory facts, and what was done since. Pure.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="LeftOut">What of the record no rule understands, with what to do.</param>
internal sealed record AssembledFacts(CaseFacts Facts, ImmutableList<string> LeftOut)
{
    /// <summary>The facts at an instant; the order in which they became known makes no difference.</summary>
    public static AssembledFacts Of(CaseRecord record, ObligationsState obligations, RulePacks packs, DateTimeOffset asOf)
    {
        var leftOut = ImmutableList.CreateBuilder<string>();
        var given = obligations.Facts ?? new RegulatoryFacts();
        var standing = record.Incident.Facts.Where(f => f.CorrectedBy.Length == 0).ToLookup(f => f.Kind, f => f.Value);
        LawClaim[] claims = [.. record.Incident.AwarenessClaims.Select(c => new LawClaim(c.AwareAt, c.AssertedBy)).OrderBy(c => c.At).ThenBy(c => c.By, StringComparer.Ordinal)];
        var cohorts = new AssembledCohorts(packs, claims, standing, leftOut).Of(given.Cohorts, record.Counted);
        return new AssembledFacts(
            new CaseFacts
            {
                AsOf = asOf,
                Controller = new Controller { TimeZone = given.TimeZone, Roles = given.Roles, DoraWeekendRelief = given.DoraWeekendRelief },
                Incident = new IncidentCircumstances
                {
                    Cause = (LawCause)given.Cause,
                    Malicious = given.Malicious,
                    Aware = claims,
                    OccurredFrom = given.OccurredFrom ?? standing[FactKind.Began].Min(v => v.Instant),
                    OccurredTo = given.OccurredTo ?? standing[FactKind.Ended].Max(v => v.Instant),
                    RiskUnlikely = given.RiskUnlikely,
                    HighRisk = given.HighRisk,
                    SeriousHarm = given.SeriousHarm,
                    Significant = given.Significant,
                    DisasterUntil = given.DisasterUntil,
                },
                Cohorts = cohorts,
                Events = [.. Events(given, obligations, [.. cohorts.Select(c => c.Id)], packs, leftOut)],
                CalendarOverrides = [.. given.CalendarChanges.Select(c => new CalendarOverride(c.Calendar, c.Closed, c.Open))],
            },
            leftOut.ToImmutable());
    }

    /// <summary>The facts without the words of who claims: what is stored holds counts, codes and instants.</summary>
    public CaseFacts WithoutNames() => Facts with
    {
        Incident = Facts.Incident with { Aware = [.. Facts.Incident.Aware.Select(a => new LawClaim(a.At))] },
        Cohorts = [.. Facts.Cohorts.Select(c => c with { Aware = [.. c.Aware.Select(a => new LawClaim(a.At))] })],
    };

    // What was done about a cohort that the facts no longer have discharges nothing.
    private static IEnumerable<CaseEvent> Events(
        RegulatoryFacts given, ObligationsState obligations, HashSet<string> cohorts, RulePacks packs, ImmutableList<string>.Builder leftOut)
    {
        foreach (var development in given.Developments)
        {
            if (development.Cohort.Length > 0 && !cohorts.Contains(development.Cohort))
            {
                leftOut.Add($"The development {development.Type} names the cohort '{development.Cohort}', of which nothing is assessed yet.");
                continue;
            }

            yield return new CaseEvent((CaseEventType)development.Type, development.At) { Cohort = OrNull(development.Cohort) };
        }

        foreach (var done in obligations.Discharges.Where(d => packs.Find(d.Rule) is not null && (d.Cohort.Length == 0 || cohorts.Contains(d.Cohort))))
        {
            var type = FactWords.Find<CaseEventType>(done.Type) ?? throw new InvalidDataException($"'{done.Type}' is no event of the facts.");
            yield return new CaseEvent(type, done.At)
            {
                Rule = done.Rule, Cohort = OrNull(done.Cohort), Reason = type == CaseEventType.Waived ? "on record" : null,
            };
        }
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
