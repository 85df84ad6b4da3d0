using System.Text;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Tests.Regulators;

/// <summary>The law of a country that does not exist, in one file: its days, its holidays, its words, its rules, its fine.</summary>
internal static class PackSamples
{
    public const string Ruritania =
        """
        pack: ruritania
        title: Ruritania
        soft_target: elapsed(48)
        vocabulary:
          roles: [royal_supplier]
          categories: [seal]
        jurisdictions:
          - {code: XR, name: Ruritania, time_zone: Europe/Prague, calendar: XR}
        calendars:
          - id: XR
            name: Ruritania, royal holidays
            source: Royal Decree 1
            years: 2026-2027
            weekend: [friday, saturday]
            holidays:
              - {name: Coronation, on: ["06-10"]}
              - {easter: [1]}
            listed: [2026-06-14]
        content_sets:
          - {code: XR2, citation: Royal Decree 2, items: [what leaked, what the Crown does]}
        conditions:
          sealed: {categories_any: seal}
        rules:
          - id: XR-KING
            jurisdiction: XR
            cohorts: XR
            type: report
            authority: {name: Keeper of the Seal, native: Strážce pečeti}
            recipients: KEEPER
            when: {condition: sealed, role: royal_supplier, threshold: {operator: ">", value: 10, unit: subjects}}
            clock: bizDays(2)
            content: XR2
            effective_from: 2026-01-01
            citation: Royal Decree 2
            confidence: H
            grade: K
          - id: XR-SUBJ
            jurisdiction: XR
            cohorts: XR
            type: notify
            authority: {name: Keeper of the Seal}
            recipients: SUBJECTS
            clock: soft
            citation: Royal Decree 3
            confidence: M
            grade: K
            versions:
              - {effective_from: 2026-01-01, effective_to: 2026-06-30}
              - {effective_from: 2026-07-01, clock: calDays(5)}
        sanctions:
          - id: XR-FINE
            jurisdiction: XR
            kind: turnover_fine
            title: The Crown's share
            currency: XRC
            time_zone: Europe/Prague
            effective_from: 2026-01-01
            base: greater
            years: 2
            tracks: [{rate: 0.5, without_turnover: 7, citation: Royal Decree 4}]
            citation: Royal Decree 4
            confidence: H
        """;

    public static PackReading Read(string text) => PackReader.Read("xr.yaml", Encoding.UTF8.GetBytes(text));

    /// <summary>The sample with one text in place of another, that has to be in it.</summary>
    public static string With(string right, string wrong)
    {
        Assert.Contains(right, Ruritania, StringComparison.Ordinal);
        return Ruritania.Replace(right, wrong, StringComparison.Ordinal);
    }

    /// <summary>What the linter says of the sample, laid over the built-in packs.</summary>
    public static IReadOnlyList<string> Lint(string text) => [.. RulePacks.BuiltIn.Lint([("xr.yaml", Encoding.UTF8.GetBytes(text))]).Select(f => f.ToString())];
}
