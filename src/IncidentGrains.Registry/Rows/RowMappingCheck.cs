using System.Text.RegularExpressions;

namespace IncidentGrains.Registry.Rows;

/// <summary>Whether a mapping can work at all, before a file is seen.</summary>
public static partial class RowMappingCheck
{
    private const int MaxName = 256;

    /// <summary>The mapping itself.</summary>
    /// <exception cref="RowMappingException">It can't work; the message says what to change.</exception>
    public static RowMapping Checked(this RowMapping mapping)
    {
        var headers = mapping.Columns.Values.Concat(mapping.Extra).ToList();
        var wrong = WrongNumbers(mapping)
            ?? (CountryForm.IsCountry(mapping.DefaultRegion) ? null : $"'default_region' is a country by ISO 3166-1 such as KR, not '{Short(mapping.DefaultRegion)}'.")
            ?? First(mapping.Categories.Where(c => c.Length > 0 && !CategoryName().IsMatch(c)), c => $"'{c}' is no name of a category: 1 to 40 of a-z 0-9 _ beginning with a letter.")
            ?? First(Twice(mapping.Categories.Where(c => c.Length > 0)), c => $"'categories' names '{c}' twice.")
            ?? First(headers.Where(h => h.Length is 0 or > MaxName || h.Trim() != h), h => $"'{h}' is no name of a column: 1 to {MaxName} characters without blanks around them.")
            ?? First(Twice(headers), h => $"The mapping reads the column '{h}' twice.")
            ?? mapping.Constants.Select(c => WrongConstant(mapping, c.Key, c.Value)).FirstOrDefault(w => w is not null);
        return wrong is null ? mapping : throw new RowMappingException(wrong);
    }

    private static string? WrongNumbers(RowMapping mapping) =>
        mapping.Identity.Count == 0 ? "'identity' names at least one of member_id, email and phone."
        : mapping.Identity.Distinct().Count() != mapping.Identity.Count ? "'identity' names an identifier twice."
        : mapping.Categories.Count > RowMapping.MaxCategories ? $"There are {mapping.Categories.Count} categories; at most {RowMapping.MaxCategories} can be told apart."
        : mapping.Extra.Count > RowMapping.MaxExtra ? $"There are {mapping.Extra.Count} extra columns; at most {RowMapping.MaxExtra} can be kept."
        : null;

    private static string? WrongConstant(RowMapping mapping, RowField field, string value) => field switch
    {
        RowField.Country => CountryForm.IsCountry(value) ? null : $"The constant country is one by ISO 3166-1 such as KR, not '{Short(value)}'.",
        RowField.Subdivision or RowField.Locale => null,
        RowField.Categories => First(
            value.Split('|', StringSplitOptions.TrimEntries).Where(c => !mapping.Categories.Contains(c, StringComparer.Ordinal)),
            c => $"The constant category '{c}' is none of those declared: {string.Join(", ", mapping.Categories)}."),
        var other => $"'{FieldNames.Of(other)}' can't be the same for all; country, subdivision, locale and categories can.",
    };

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key);

    private static string? First(IEnumerable<string> names, Func<string, string> wrong) => names.FirstOrDefault() is { } name ? wrong(Short(name)) : null;

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CategoryName();
}
