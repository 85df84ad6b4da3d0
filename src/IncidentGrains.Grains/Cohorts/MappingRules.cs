using System.Text.RegularExpressions;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>Whether a mapping can work at all, before a file is seen; and keeps personal data out of it, for it is recorded.</summary>
internal static partial class MappingRules
{
    private const int MaxHeader = 256;
    private const int MaxExtra = 32;
    private const int MaxConstant = 16;

    /// <summary>What a column can hold.</summary>
    public static System.Collections.Immutable.ImmutableList<string> Fields { get; } = ["member_id", "name", "email", "phone", "address", "country", "subdivision", "locale", "categories"];

    /// <summary>Adds what is wrong with a mapping for a cohort.</summary>
    public static RequestCheck Mapping(this RequestCheck check, ImportMapping mapping, Cohort cohort)
    {
        foreach (var (field, header) in mapping.Columns)
        {
            check.That(Fields.Contains(field), "mapping.columns", $"maps a field that there is not; send one of {string.Join(", ", Fields)}.")
                .Header("mapping.columns", header);
        }

        foreach (var header in mapping.Extra.Take(MaxExtra))
        {
            check.Header("mapping.extra", header);
        }

        var headers = mapping.Columns.Values.Concat(mapping.Extra).ToList();
        return check
            .That(mapping.Extra.Count <= MaxExtra, "mapping.extra", $"names {mapping.Extra.Count} columns; at most {MaxExtra} are kept.")
            .That(headers.Distinct(StringComparer.Ordinal).Count() == headers.Count, "mapping", "reads a column twice; name each once.")
            .That(Country().IsMatch(mapping.DefaultRegion), "mapping.default_region", "must be a country by ISO 3166-1 such as KR.")
            .Constants(mapping, cohort);
    }

    private static RequestCheck Constants(this RequestCheck check, ImportMapping mapping, Cohort cohort)
    {
        foreach (var (field, value) in mapping.Constants)
        {
            check.That(
                field switch
                {
                    "country" => Country().IsMatch(value),
                    "subdivision" or "locale" => value.Length is > 0 and <= MaxConstant && Code().IsMatch(value),
                    "categories" => value.Split('|').All(c => cohort.Categories.Contains(c)),
                    _ => false,
                },
                $"mapping.{field}",
                field switch
                {
                    "country" => "must be a country by ISO 3166-1 such as KR.",
                    "subdivision" => "must be a subdivision by ISO 3166-2 such as CA or US-CA.",
                    "locale" => "must be a language by BCP 47 such as ko or zh-TW.",
                    "categories" => $"must be among those of the cohort: {string.Join(", ", cohort.Categories)}.",
                    _ => "can't be the same for all rows; country, subdivision, locale and categories can.",
                });
        }

        return check;
    }

    private static RequestCheck Header(this RequestCheck check, string field, string header) => check.Required(field, header, MaxHeader)
        .That(header.Trim() == header, field, "has blanks around a column's name; leave them out, they don't count.");

    [GeneratedRegex(@"^[A-Za-z]{2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Country();

    [GeneratedRegex(@"^[A-Za-z0-9-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
