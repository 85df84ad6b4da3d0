using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Law.Regulators;

/// <summary>From the facts, everything that the law requires.</summary>
public static class Evaluation
{
    /// <summary>
    /// All obligations, by due instant (those without one last), rule and cohort. A pure function: the same facts and packs give the same
    /// list. Obligations that were superseded or wait stay listed; those of rules that are not enabled are not.
    /// </summary>
    /// <param name="facts">What is known.</param>
    /// <param name="packs">The law, such as <see cref="RulePacks.BuiltIn"/>.</param>
    /// <exception cref="InputRefusedException">The facts can't be used: an unknown time zone, role, category, cohort or rule.</exception>
    public static IReadOnlyList<Obligation> Of(CaseFacts facts, RulePacks packs) => [.. Assess(facts, packs)
        .SelectMany(a => a.Obligations)
        .OrderBy(o => o.Due ?? DateTimeOffset.MaxValue).ThenBy(o => o.Rule, StringComparer.Ordinal).ThenBy(o => o.Cohort, StringComparer.Ordinal).ThenBy(o => o.Start)];

    /// <summary>Assesses all enabled rules, or one of them with those that bear on it, and lets rules take each other's place.</summary>
    internal static IReadOnlyList<(Assessment Assessment, IReadOnlyList<Obligation> Obligations)> Assess(CaseFacts facts, RulePacks packs)
    {
        FactsCheck.Refuse(facts, packs);
        var view = new CaseView(facts, packs);
        var assessments = packs.Rules.Where(r => r.Enabled).SelectMany(r => Candidates(r, view)).Select(Assessment.Of).ToList();
        return TakeOver.Apply([.. assessments.Select(a => (a, (IReadOnlyList<Obligation>)
            [.. a.Obligations.Select(o => o.Status == ObligationStatus.Pending ? o : Discharge.Supersede(o, a.Candidate, a.Version!))]))]);
    }

    /// <summary>The cohorts that a rule may concern, or the incident.</summary>
    internal static IEnumerable<Candidate> Candidates(Rule rule, CaseView view)
    {
        if (rule.OfIncident)
        {
            return [new Candidate(view, rule, Cohort: null)];
        }

        Candidate[] found = [.. view.Facts.Cohorts.Where(c => Concerns(rule, c.Jurisdiction, view.Packs)).Select(c => new Candidate(view, rule, c))];
        return found.Length == 0 && rule.WithoutCohort && view.IncidentAwareness is not null ? [new Candidate(view, rule, Cohort: null)] : found;
    }

    private static bool Concerns(Rule rule, string code, RulePacks packs)
    {
        var group = packs.FindJurisdiction(code)?.Group;
        return rule.Cohorts.Any(Matches) && !rule.Except.Any(Matches);

        bool Matches(string pattern) => pattern == code || pattern == group || (pattern.EndsWith("-*", StringComparison.Ordinal) && code.StartsWith(pattern[..^1], StringComparison.Ordinal));
    }
}
