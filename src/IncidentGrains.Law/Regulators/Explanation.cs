using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Regulators;

/// <summary>Why a rule made an obligation, or made none, in plain words: what it asked, what the facts said, and where it is written.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Cohort">The cohort it was held against; null: the incident as a whole.</param>
/// <param name="Verdict">The outcome in one line.</param>
/// <param name="Lines">How it came about.</param>
/// <param name="Obligations">What arose; empty if nothing did.</param>
public sealed record Explanation(string Rule, string? Cohort, string Verdict, IReadOnlyList<ExplanationLine> Lines, IReadOnlyList<Obligation> Obligations)
{
    /// <summary>One explanation for each cohort that the rule concerns, or one for the incident.</summary>
    /// <param name="ruleId">The rule, such as <c>KR-REG</c>.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="packs">The law.</param>
    /// <exception cref="InputRefusedException">The facts can't be used, or there is no such rule.</exception>
    public static IReadOnlyList<Explanation> Of(string ruleId, CaseFacts facts, RulePacks packs)
    {
        var rule = packs.Find(ruleId) ?? throw new InputRefusedException([$"'{ruleId}' is no rule of the packs; `incidentctl rules list` shows them."]);
        if (!rule.Enabled)
        {
            return [new Explanation(rule.Id, null, "It makes no obligation: the rule is not enabled.", [new(null, 0, $"Reason: {rule.Reason}"), Source(rule.Versions[^1])], [])];
        }

        Explanation[] found = [.. Evaluation.Assess(facts, packs).Where(a => a.Assessment.Candidate.Rule == rule).Select(a => Of(a.Assessment, a.Obligations))];
        return found.Length > 0 ? found : [new Explanation(
            rule.Id, null, "It makes no obligation: no cohort is under its jurisdiction.",
            [new(Truth.No, 0, $"The rule concerns {Words.Or(rule.Cohorts)}; the cohorts are of {Words.List(facts.Cohorts.Select(c => c.Jurisdiction).Distinct(StringComparer.Ordinal))}."), Source(rule.Versions[^1])], [])];
    }

    private static Explanation Of(Assessment assessment, IReadOnlyList<Obligation> obligations)
    {
        var (candidate, lines) = (assessment.Candidate, new List<ExplanationLine>());
        lines.Add(Governing(assessment));
        if (assessment.Version is { } version)
        {
            Add(assessment.Judgement, 0, lines);
            lines.AddRange(obligations.SelectMany(o => Clock(o, version)));
            if (candidate.Cohort is { } cohort && Deadline.ZoneOf(candidate, version) is var zone)
            {
                lines.Add(new(null, 0, $"Days are those of {zone.Id}. Cohort '{cohort.Id}' is of {cohort.Jurisdiction}; {Claims(candidate, cohort)}"));
            }

            lines.AddRange(version.Exemptions.Select(e => new ExplanationLine(null, 0, $"Exempt or delayed: {e}")));
            lines.AddRange(version.Notes.Length > 0 ? [new(null, 0, version.Notes)] : []);
            lines.Add(Source(version));
        }

        return new Explanation(candidate.Rule.Id, candidate.Cohort?.Id, Outcome(assessment, obligations), lines, obligations);
    }

    private static string Outcome(Assessment assessment, IReadOnlyList<Obligation> obligations) => (obligations, assessment.Judgement.Truth) switch
    {
        ([{ Status: ObligationStatus.Pending } waiting, ..], _) => $"It makes no obligation yet: it waits for {waiting.WaitsFor}.",
        ([var first, ..], _) when first.Status == ObligationStatus.Superseded => $"It made an obligation that {first.SupersededBy} took the place of.",
        ([var first, ..], _) => $"It makes {(obligations.Count == 1 ? "an obligation" : $"{obligations.Count} obligations")}, {FactWords.Of(first.Status)}{(first.Due is { } due ? $", due {Words.Of(Instant.FromDateTimeOffset(due))}" : ", without an instant in the law")}.",
        (_, Truth.Yes) => "It makes no obligation: nothing has started it.",
        _ => "It makes no obligation: its conditions do not hold.",
    };

    private static ExplanationLine Governing(Assessment assessment)
    {
        var day = assessment.Day is { } known ? $"{known:uuuu-MM-dd}" : "a day that is not known yet";
        return assessment.Version is { } version
            ? new(Truth.Yes, 0, $"The version from {version.EffectiveFrom:yyyy-MM-dd}{(version.EffectiveTo is { } to ? $" to {to:yyyy-MM-dd}" : "")} governs {day}, the day of {(version.AppliesBy == AppliesBy.Awareness ? "awareness" : version.AppliesBy == AppliesBy.Occurrence ? "the occurrence" : "the violation's end")}.")
            : new(Truth.No, 0, $"No version governs {day}: the rule is in force from {assessment.Candidate.Rule.Versions[0].EffectiveFrom:yyyy-MM-dd}{(assessment.Candidate.Rule.Versions[^1].EffectiveTo is { } end ? $" to {end:yyyy-MM-dd}" : "")}. {assessment.Candidate.Rule.Versions[0].Citation}");
    }

    private static IEnumerable<ExplanationLine> Clock(Obligation obligation, RuleVersion version)
    {
        if (obligation.Start is { } start)
        {
            var clocks = Words.Or(version.Clocks.Select(c => c.Clock?.Text ?? "without delay").Distinct(StringComparer.Ordinal));
            yield return new(null, 0, $"The clock ({(clocks.Length > 0 ? clocks : $"that of {Words.Or(version.TakesOver)}")}) started {Words.Of(Instant.FromDateTimeOffset(start))}{(obligation.Due is { } due ? $" and runs out {Words.Of(Instant.FromDateTimeOffset(due))}" : "; the law names no instant")}.");
        }

        if (obligation.DoneAt is { } done)
        {
            yield return new(null, 0, $"Done {Words.Of(Instant.FromDateTimeOffset(done))}{(obligation.LateBy is { } late ? $", late by {(long)late.TotalHours} h {late.Minutes} min" : "")}.");
        }

        foreach (var (name, at) in obligation.Advisory.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            var source = version.Advisories.First(a => a.Name == name);
            yield return new(null, 0, $"Another reading, {name}: {Words.Of(Instant.FromDateTimeOffset(at))} ({source.Citation}; confidence {source.Confidence}). It does not replace the deadline.");
        }
    }

    private static string Claims(Candidate candidate, Cohort cohort)
    {
        var claims = string.Join(", ", cohort.Aware.OrderBy(a => a.At).Select(a => $"{Words.Of(Instant.FromDateTimeOffset(a.At))} by {(a.By.Length > 0 ? a.By : "nobody named")}"));
        return $"known since {claims}{(cohort.Aware.Count > 1 ? "; the earliest counts" : "")}{(candidate.Learned is null ? "; a leak is only suspected" : "")}.";
    }

    private static ExplanationLine Source(RuleVersion version) =>
        new(null, 0, $"{version.Citation} ({version.Authority.Native}{(version.Authority.Name == version.Authority.Native ? "" : ", " + version.Authority.Name)}); confidence {version.Confidence}, grade {version.Grade}. Not legal advice.");

    private static void Add(Judgement judgement, int depth, List<ExplanationLine> lines)
    {
        lines.Add(new(judgement.Truth, depth, judgement.Text));
        foreach (var part in judgement.Parts)
        {
            Add(part, depth + 1, lines);
        }
    }
}

/// <summary>One step of an explanation.</summary>
/// <param name="Holds">Whether what it speaks of holds; null if it is a remark.</param>
/// <param name="Depth">How deep it stands within conditions, from 0.</param>
/// <param name="Text">The step in words.</param>
public sealed record ExplanationLine(Truth? Holds, int Depth, string Text);
