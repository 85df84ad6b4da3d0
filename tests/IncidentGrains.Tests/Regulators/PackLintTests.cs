using System.Text;
using IncidentGrains.Law.Regulators.Packs;
using static IncidentGrains.Tests.Regulators.PackSamples;

namespace IncidentGrains.Tests.Regulators;

/// <summary>A rule pack is read strictly; each mistake is named with its line and what to do.</summary>
public sealed class PackLintTests
{
    public static TheoryData<string, string, int, string> Mistakes() => new()
    {
        { "pack: ruritania\n", "", 1, "needs 'pack'" },
        { "title: Ruritania\n", "title: Ruritania\ncolour: red\n", 3, "'colour' is not known here" },
        { "soft_target: elapsed(48)", "soft_target: two days", 3, "is no clock; write elapsed(72)" },
        { "code: XR, name", "code: Ruritania, name", 8, "ISO 3166-1" },
        { "time_zone: Europe/Prague, calendar", "time_zone: Europe/Strelsau, calendar", 8, "'Europe/Strelsau' is no time zone" },
        { "time_zone: Europe/Prague, calendar: XR}", "calendar: XR}", 8, "needs 'time_zone'" },
        { "source: Royal Decree 1\n", "\n", 10, "needs 'source'" },
        { "years: 2026-2027", "years: ever", 13, "are no years" },
        { "weekend: [friday, saturday]", "weekend: [freitag]", 14, "'freitag' is not known here" },
        { "on: [\"06-10\"]", "on: [\"06-31\"]", 16, "'06-31' is no day of the year" },
        { "easter: [1]", "easter: [often]", 17, "is no number of days after Easter" },
        { "{easter: [1]}", "{name: Nothing}", 17, "a holiday needs 'on'" },
        { "{easter: [1]}", "{weekday: someday 01-01}", 17, "is no weekday of a year" },
        { "listed: [2026-06-14]", "listed: [2026-06-31]", 18, "'2026-06-31' is no date of the calendar" },
        { "listed: [2026-06-14]", "listed: [2029-06-14]", 18, "outside 'years'" },
        { "id: XR-KING", "id: the king", 24, "is no id" },
        { "    jurisdiction: XR\n    cohorts: XR\n    type: report", "    jurisdiction: XR\n    type: report", 24, "needs 'cohorts'" },
        { "type: report", "type: decree", 27, "'decree' is not known here; write one of notify" },
        { "    authority: {name: Keeper of the Seal, native: Strážce pečeti}\n", "", 24, "needs 'authority'" },
        { "authority: {name: Keeper of the Seal, native: Strážce pečeti}", "authority: Keeper", 28, "written as 'key: value' lines" },
        { "condition: sealed", "condition: open", 30, "'open' is no condition of this file" },
        { "operator: \">\"", "operator: \"=\"", 30, "is no operator of a threshold" },
        { "unit: subjects", "unit: dozens", 30, "is no unit of a threshold" },
        { "value: 10", "value: ten", 30, "is no whole number" },
        { "role: royal_supplier, threshold", "rolle: royal_supplier, threshold", 30, "'rolle' is not known here" },
        { "when: {condition: sealed, role", "when: {event: coronation, condition: sealed, role", 30, "'coronation' is not known here" },
        { "when: {condition: sealed, role", "when: {encrypted: maybe, condition: sealed, role", 30, "is true or false" },
        { "clock: bizDays(2)", "clock: bizDays(two)", 31, "is no clock" },
        { "    clock: bizDays(2)\n", "", 24, "needs 'clock'" },
        { "clock: bizDays(2)", "clock: bizDays(2)\n    at: \"25:00\"", 32, "is no time of day" },
        { "clock: bizDays(2)", "clock: bizDays(2)\n    roll: forward", 32, "is no way to roll" },
        { "clock: bizDays(2)", "clock: bizDays(2)\n    start: {rule: XR-SUBJ}", 32, "a start has 'from: learned', or 'event'" },
        { "clock: bizDays(2)", "clock: bizDays(2)\n    enabled: false", 32, "needs 'reason'" },
        { "clock: bizDays(2)", "clock: bizDays(2)\n    advisory: [{name: A, confidence: H, citation: B}]", 32, "an advisory needs 'clock'" },
        { "    content: XR2\n    effective_from: 2026-01-01", "    content: XR2\n    effective_from: 2026-13-01", 33, "is no date of the calendar" },
        { "    content: XR2\n    effective_from: 2026-01-01\n", "    content: XR2\n", 24, "needs 'effective_from'" },
        { "    content: XR2\n    effective_from: 2026-01-01", "    content: XR2\n    effective_from: 2026-01-01\n    effective_to: 2025-01-01", 34, "is before 'effective_from'" },
        { "citation: Royal Decree 2\n    confidence: H", "confidence: H", 24, "needs 'citation'" },
        { "citation: Royal Decree 2\n    confidence: H", "citation: Royal Decree 2\n    confidence: sure", 35, "write one of H, M, L" },
        { "id: XR-SUBJ", "id: XR-KING", 37, "is the id of an earlier rule" },
        { "effective_to: 2026-06-30}", "effective_to: 2026-07-01}", 47, "a day before the next begins" },
        { "rate: 0.5", "rate: half", 60, "is no amount" },
        { "tracks: [{rate: 0.5, without_turnover: 7, citation: Royal Decree 4}]", "tracks: []", 51, "needs 'tracks'" },
        { "rules:\n", "rules: [\n", 0, "" },
    };

    /// <summary>Mistakes that show only beside the other packs.</summary>
    public static TheoryData<string, string, int, string> LooseEnds() => new()
    {
        { "content: XR2", "content: XR3", 24, "'XR3' is no content set" },
        { "clock: bizDays(2)", "clock: bizDays(2, XQ)", 24, "'XQ' is no calendar" },
        { "clock: bizDays(2)", "clock: bizDays(2)\n    superseded_by: [{rule: XR-NONE, event: posted}]", 24, "'XR-NONE' is no rule" },
        { "clock: bizDays(2)", "clock: bizDays(2)\n    start: {event: report_filed, rule: XR-NONE}", 24, "'XR-NONE' is no rule" },
        { "role: royal_supplier, threshold", "role: royal_taster, threshold", 24, "'royal_taster' is no role" },
        { "sealed: {categories_any: seal}", "sealed: {categories_any: walrus}", 24, "'walrus' is no category" },
        { "    cohorts: XR\n    type: report", "    cohorts: EVERYWHERE\n    type: report", 24, "'EVERYWHERE' is no jurisdiction" },
        { "calendar: XR}", "calendar: XQ}", 24, "working days of 'XR' are counted" },
    };

    [Fact]
    public void Lint_OfTheSample_IsClean() => Assert.Equal([], Lint(Ruritania));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Lint_OfAMistake_NamesTheLineAndWhatToDo(string right, string wrong, int line, string text)
    {
        var found = Lint(With(right, wrong));
        Assert.True(found.Any(f => (line == 0 || f.StartsWith($"xr.yaml:{line}: error: ", StringComparison.Ordinal)) && f.Contains(text, StringComparison.Ordinal)), string.Join('\n', found));
        Assert.Null(Read(With(right, wrong)).Pack);
    }

    [Theory]
    [MemberData(nameof(LooseEnds))]
    public void Lint_OfANameThatLeadsNowhere_NamesItsRule(string right, string wrong, int line, string text) =>
        Assert.Contains(Lint(With(right, wrong)), f => f.StartsWith($"xr.yaml:{line}: ", StringComparison.Ordinal) && f.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void Lint_OfSeveralMistakes_NamesThemAll()
    {
        var text = With("type: report", "type: decree").Replace("time_zone: Europe/Prague, calendar", "time_zone: Europe/Strelsau, calendar", StringComparison.Ordinal).Replace("bizDays(2)", "bizDays(two)", StringComparison.Ordinal);
        Assert.Equal(["xr.yaml:8", "xr.yaml:27", "xr.yaml:31"], Lint(text).Select(f => f[..f.IndexOf(": error", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Lint_OfEqualIdsInTwoFiles_IsAnError()
    {
        var found = RulePacks.BuiltIn.Lint([("a.yaml", Encoding.UTF8.GetBytes(Ruritania)), ("b.yaml", Encoding.UTF8.GetBytes(Ruritania))]);
        Assert.Equal(["b.yaml:24: error: XR-KING: This id is that of a rule of a.yaml too; give each its own.", "b.yaml:37: error: XR-SUBJ: This id is that of a rule of a.yaml too; give each its own."], found.Select(f => f.ToString()));
    }

    [Fact]
    public void Lint_OfDamagedBytes_NamesTheLine()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("pack: a\ntitle: "), 0xFF];
        Assert.Contains("2: error: This is not UTF-8", Assert.Single(PackReader.Read("a.yaml", bytes).Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfABadFolder_RefusesAllOfItAndNamesTheMistakes()
    {
        var refusal = Assert.Throws<RulePacksRefusedException>(() => RulePacks.BuiltIn.With([("xr.yaml", Encoding.UTF8.GetBytes(With("type: report", "type: decree")))]));
        Assert.Contains("xr.yaml:27: error:", refusal.Message, StringComparison.Ordinal);
    }
}
