using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>Checks that the names in packs lead somewhere: rules, calendars, content sets, jurisdictions, roles, categories.</summary>
internal static class PackCheck
{
    /// <summary>What is wrong with some of the packs, among all.</summary>
    public static IEnumerable<PackFinding> Of(RulePacks all, IReadOnlyList<RulePack> packs)
    {
        var seen = new Dictionary<string, RulePack>(StringComparer.Ordinal);
        foreach (var pack in packs)
        {
            foreach (var rule in pack.Rules)
            {
                if (!seen.TryAdd(rule.Id, pack))
                {
                    yield return Error(rule, $"This id is that of a rule of {seen[rule.Id].Source} too; give each its own.");
                }

                foreach (var text in Of(all, rule).Distinct(StringComparer.Ordinal))
                {
                    yield return Error(rule, text);
                }
            }

            foreach (var place in pack.Rules.SelectMany(r => WithoutCalendar(all, r)))
            {
                yield return place;
            }
        }
    }

    // Not an error: overrides of the facts may say all that there is to say.
    private static IEnumerable<PackFinding> WithoutCalendar(RulePacks all, Rule rule) => rule.Versions.Any(CountsWorkingDays)
        ? rule.Cohorts.Select(all.FindJurisdiction).OfType<Jurisdiction>().Where(j => all.FindCalendar(j.Calendar) is null).Select(j => new PackFinding(
            rule.Place.File, new YamlFinding(rule.Place.Line, IsError: false, $"{rule.Id}: working days of '{j.Code}' are counted, and no pack has the calendar '{j.Calendar}': only weekends are free days.")))
        : [];

    private static bool CountsWorkingDays(RuleVersion version) => version.Calendar is null
        && (version.Roll != Clocks.Roll.None || version.Advisories.Any(a => a.Roll != Clocks.Roll.None)
            || version.Clocks.Select(c => c.Clock).Concat(version.Advisories.Select(a => a.Clock)).OfType<Clocks.Clock>().Any(c => c.CountsWorkingDays));

    private static IEnumerable<string> Of(RulePacks all, Rule rule) =>
        Scope(all, rule).Concat(rule.Versions.SelectMany(v => References(all, v).Concat(Vocabulary(all, v))));

    private static IEnumerable<string> Scope(RulePacks all, Rule rule) => rule.Cohorts.Concat(rule.Except)
        .Where(c => !(JurisdictionCode.IsOne(c) || all.IsGroup(c) || (c.EndsWith("-*", StringComparison.Ordinal) && JurisdictionCode.IsOne(c[..^2]))))
        .Select(c => $"'{c}' is no jurisdiction; write a code such as KR, US-* for all parts of a country, or a group that jurisdictions belong to.");

    private static IEnumerable<string> References(RulePacks all, RuleVersion version)
    {
        foreach (var id in version.TakesOver.Concat(version.SupersededBy.Select(s => s.Rule)).Concat(version.Starts.SelectMany(s => new[] { s.Rule, s.After }).OfType<string>()))
        {
            if (all.Find(id) is null)
            {
                yield return $"'{id}' is no rule of any pack.";
            }
        }

        var calendars = version.Clocks.Select(c => c.Clock).Concat(version.Advisories.Select(a => a.Clock)).OfType<Clocks.Clock>().SelectMany(c => c.Calendars);
        foreach (var id in calendars.Concat(version.Calendar is null or "controller" ? [] : [version.Calendar]).Where(id => all.FindCalendar(id) is null))
        {
            yield return $"'{id}' is no calendar of any pack.";
        }

        if (version.Content is { } content && all.FindContentSet(content) is null)
        {
            yield return $"'{content}' is no content set of any pack.";
        }

        foreach (var advisory in version.Advisories.Where(a => a.LaterThan is { } other && !version.Advisories.Any(o => o.Name == other)))
        {
            yield return $"the advisory '{advisory.Name}' is compared with '{advisory.LaterThan}', which the rule does not have.";
        }
    }

    private static IEnumerable<string> Vocabulary(RulePacks all, RuleVersion version)
    {
        var conditions = version.Clocks.Select(c => c.When).Concat(version.Starts.Select(s => s.When))
            .Append(version.When).Append(version.WaivableWhen ?? AllOf.Nothing).Append(version.RollWhen ?? AllOf.Nothing).SelectMany(c => c.Whole).ToList();
        foreach (var role in conditions.OfType<RoleIs>().SelectMany(c => c.Roles).Where(r => !all.Roles.Contains(r)))
        {
            yield return $"'{role}' is no role that facts can name; add it to 'vocabulary' if it is new.";
        }

        foreach (var category in conditions.OfType<CategoriesAre>().SelectMany(c => c.Categories).Where(c => !all.Categories.Contains(c)))
        {
            yield return $"'{category}' is no category that facts can name; add it to 'vocabulary' if it is new.";
        }
    }

    private static PackFinding Error(Rule rule, string text) => new(rule.Place.File, new YamlFinding(rule.Place.Line, IsError: true, $"{rule.Id}: {text}"));
}
