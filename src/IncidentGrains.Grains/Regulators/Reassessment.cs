using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Packs;
using LawObligation = IncidentGrains.Law.Regulators.Obligation;
using LawStatus = IncidentGrains.Law.Regulators.ObligationStatus;
using ObligationStatus = IncidentGrains.Contracts.Regulators.ObligationStatus;

namespace IncidentGrains.Grains.Regulators;

/// <summary>What an assessment changes: what arose, what stands otherwise, what the facts no longer make. Pure, and idempotent.</summary>
internal static class Reassessment
{
    /// <summary>The event of an assessment, or null if nothing follows from it.</summary>
    /// <exception cref="Law.Json.InputRefusedException">The packs can't use the facts.</exception>
    public static ObligationsAssessed? Of(ObligationsState state, AssembledFacts facts, RulePacks packs)
    {
        var assessed = Identified(state, Evaluation.Of(facts.Facts, packs));
        var opened = assessed.Where(a => state.Find(a.ObligationId) is null).ToImmutableList();
        var changed = assessed.Where(a => state.Find(a.ObligationId) is { } known && !IsSame(known.Law, a)).ToImmutableList();
        var made = assessed.Select(a => a.ObligationId).ToHashSet(StringComparer.Ordinal);
        var superseded = state.Obligations.Where(o => !made.Contains(o.ObligationId) && !IsGone(o.Law)).Select(o => o.ObligationId).ToImmutableList();
        return opened.Count + changed.Count + superseded.Count == 0 ? null : new ObligationsAssessed(
            facts.Facts.AsOf, packs.Digest, FactsText.Of(facts.WithoutNames()), opened, changed, superseded);
    }

    /// <summary>What remains of an obligation that the facts no longer make.</summary>
    public static AssessedObligation Gone(AssessedObligation law) => law with { Status = ObligationStatus.Superseded, SupersededBy = "", WaitsFor = "" };

    private static bool IsGone(AssessedObligation law) => law is { Status: ObligationStatus.Superseded, SupersededBy: "" };

    private static bool IsSame(AssessedObligation a, AssessedObligation b) => Text(a) == Text(b);

    private static string Text(AssessedObligation o) => JsonSerializer.Serialize(o, RegulatorsJson.Default.AssessedObligation);

    // Of one rule and cohort there is one obligation, as a rule; several are told apart by when their clocks started. One that
    // stood alone and stands alone stays itself when its start moves: an earlier claim is no new obligation. Nor is one of the
    // incident as a whole that turns out to be about a cohort, once the affected become known.
    private static List<AssessedObligation> Identified(ObligationsState state, IReadOnlyList<LawObligation> made)
    {
        var found = new List<AssessedObligation>(made.Count);
        foreach (var group in made.GroupBy(o => (o.Rule, Cohort: o.Cohort ?? "")))
        {
            var wide = made.All(o => o.Rule != group.Key.Rule || o.Cohort is not null);
            var known = state.Obligations.Where(o => o.Law.Rule == group.Key.Rule && !found.Exists(f => f.ObligationId == o.ObligationId)
                && (o.Law.Cohort == group.Key.Cohort || (o.Law.Cohort.Length == 0 && wide))).ToList();
            var left = group.OrderBy(o => o.Start ?? DateTimeOffset.MinValue).ToList();
            foreach (var same in left.ToList())
            {
                if (known.Find(k => k.Law.Start == same.Start) is { } entry)
                {
                    found.Add(Of(same, entry.ObligationId));
                    known.Remove(entry);
                    left.Remove(same);
                }
            }

            for (var i = 0; i < left.Count; i++)
            {
                found.Add(Of(left[i], i < known.Count ? known[i].ObligationId : Unused(state, found, left[i])));
            }
        }

        return found;
    }

    private static string Unused(ObligationsState state, List<AssessedObligation> found, LawObligation o)
    {
        var plain = o.Cohort is null ? o.Rule : $"{o.Rule}@{o.Cohort}";
        return state.Find(plain) is null && !found.Exists(f => f.ObligationId == plain) ? plain
            : string.Create(CultureInfo.InvariantCulture, $"{plain}~{o.Start?.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
    }

    private static AssessedObligation Of(LawObligation o, string id) => new()
    {
        ObligationId = id,
        Rule = o.Rule,
        Jurisdiction = o.Jurisdiction,
        Cohort = o.Cohort ?? "",
        Recipients = [.. o.Recipients],

        // Time alone changes nothing that has to be recorded.
        Status = o.Status == LawStatus.Overdue ? ObligationStatus.Open : (ObligationStatus)o.Status,
        Soft = o.Soft,
        TimeZone = o.TimeZone,
        Content = o.Content ?? "",
        SupersededBy = o.SupersededBy ?? "",
        WaitsFor = o.WaitsFor ?? "",
        Advisories = [.. o.Advisory.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new AdvisoryInstant(a.Key, a.Value.ToUniversalTime()))],
        Citation = o.Citation,
        Confidence = o.Confidence,
        RuleEffectiveFrom = o.RuleEffectiveFrom,
        Start = o.Start?.ToUniversalTime(),
        Due = o.Due?.ToUniversalTime(),
        Target = o.Target?.ToUniversalTime(),
        DoneAt = o.DoneAt?.ToUniversalTime(),
        KeepUntil = o.KeepUntil?.ToUniversalTime(),
    };
}
