using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using static IncidentGrains.Tests.Regulators.Case;

namespace IncidentGrains.Tests.Regulators;

/// <summary>Why a rule made an obligation, or none: the facts, the version, the source.</summary>
public sealed class ExplanationTests
{
    private static readonly CaseFacts Breach = Facts(Cohort("KR", "2026-03-03T14:00:00+09:00", 999));

    [Fact]
    public void Rule_ThatApplies_NamesTheVersionTheClockAndTheSource()
    {
        var why = Of("KR-SUBJ", Breach);
        Assert.Equal("It makes an obligation, overdue, due 2026-03-06T05:00:00Z.", why.Verdict);
        Has(why, "The version from 2023-09-15 to 2026-09-10 governs 2026-03-03, the day of awareness.");
        Has(why, "The clock (elapsed(72)) started 2026-03-03T05:00:00Z and runs out 2026-03-06T05:00:00Z.");
        Has(why, "PIPA 34(1), Decree 39 (개인정보보호위원회, Personal Information Protection Commission); confidence H, grade V. Not legal advice.");
    }

    [Fact]
    public void Rule_ThatDoesNotApply_NamesTheFactThatFails()
    {
        var why = Of("KR-REG", Breach);
        Assert.Equal("It makes no obligation: its conditions do not hold.", why.Verdict);
        Assert.Contains(why.Lines, l => l is { Holds: Truth.No } && l.Text == "999 subjects of KR learned so far; asked for: >= 1,000");
        Has(why, "the cause is unknown; asked for: external_intrusion");
        Assert.Empty(why.Obligations);
    }

    [Fact]
    public void Rule_ThatDependsOnWhatIsNotKnown_SaysSo()
    {
        Assert.StartsWith("It makes no obligation yet: it waits for a fact", Of("KR-REG", Facts(Cohort("KR", "2026-03-03T14:00:00+09:00", null))).Verdict, StringComparison.Ordinal);
        Assert.Equal("It makes no obligation yet: it waits for materiality_determined.", Of("US-8K", Facts().Roles("sec_registrant")).Verdict);
    }

    [Fact]
    public void Rule_ThatIsNotInForceThen_NamesTheDay() => Has(Of("KR-POSS", Breach), "No version governs 2026-03-03: the rule is in force from 2026-09-11. PIPA 34(2), Decree 39-2, 39-3");

    [Fact]
    public void Rule_ThatIsNotEnabled_SaysWhy() => Assert.Contains("not enabled", Of("KR-NETUSER", Breach).Verdict, StringComparison.Ordinal);

    [Fact]
    public void Rule_OfAnotherCountry_SaysSo() => Has(Of("BR-REG", Breach), "The rule concerns BR; the cohorts are of KR.");

    [Fact]
    public void Rule_ThatWasReplaced_NamesTheOther() => Assert.Equal("It made an obligation that KR-POST took the place of.", Of("KR-SUBJ", Facts(Breach.Cohorts[0] with { ContactsKnown = false })).Verdict);

    [Fact]
    public void Advisory_IsToldApartFromTheDeadline() => Has(
        Of("EU-33", Facts(Cohort("FR", "2026-04-02T17:20:00+02:00"))),
        "Another reading, REG1182: 2026-04-07T21:59:59Z (Regulation 1182/71 Art 3(5); its application to 72 hours is disputed; confidence L). It does not replace the deadline.");

    [Fact]
    public void Claims_StandSideBySide() => Has(
        Of("KR-SUBJ", Facts(Breach.Cohorts[0] with { Aware = [new(At("2026-03-03T14:00:00+09:00"), "controller"), new(At("2026-03-02T14:00:00+09:00"), "investigators")] })),
        "Days are those of Asia/Seoul. Cohort 'c1' is of KR; known since 2026-03-02T05:00:00Z by investigators, 2026-03-03T05:00:00Z by controller; the earliest counts.");

    [Fact]
    public void Rule_ThatDoesNotExist_IsRefused() => Assert.Contains(
        "'KR-NONE' is no rule", Assert.Throws<InputRefusedException>(() => Explanation.Of("KR-NONE", Breach, RulePacks.BuiltIn)).Message, StringComparison.Ordinal);

    private static Explanation Of(string rule, CaseFacts facts) => Assert.Single(Explanation.Of(rule, facts, RulePacks.BuiltIn));

    private static void Has(Explanation why, string line) => Assert.Contains(line, why.Lines.Select(l => l.Text));
}
