using IncidentGrains.Law.Yaml;
using IncidentGrains.Registry.Rows;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Reads from YAML what the columns of files of people mean.</summary>
/// <example><c>columns: {member_id: 회원번호, email: E-Mail}</c>, <c>country: KR</c>, <c>extra: [tier]</c></example>
internal static class ImportMap
{
    private const string DefaultRegion = "KR";

    /// <summary>Reads a mapping.</summary>
    /// <exception cref="YamlRefusedException">It can't be used; the message names the line.</exception>
    public static ImportMapping Read(TextReader text)
    {
        var map = YamlMap.Load(text, "the mapping");
        var mapping = new ImportMapping
        {
            Country = map.OptionalText("country") ?? "",
            Subdivision = map.OptionalText("subdivision") ?? "",
            Locale = map.OptionalText("locale") ?? "",
            Categories = { map.Texts("categories") },
            Extra = { map.Texts("extra") },
            DefaultRegion = map.OptionalText("default_region") ?? "",
        };
        if (map.OptionalMap("columns") is { } columns)
        {
            foreach (var field in FieldNames.All)
            {
                if (columns.OptionalText(field) is { } column)
                {
                    mapping.Columns.Add(new MappedColumn { Field = (ImportField)(FieldNames.All.Index().First(f => f.Item == field).Index + 1), Column = column });
                }
            }

            columns.RefuseOthers();
        }

        map.RefuseOthers();
        return mapping;
    }

    /// <summary>The mapping as the server records it: two that mean the same are equal.</summary>
    public static ImportMapping Normal(ImportMapping mapping) => new()
    {
        Columns = { mapping.Columns.OrderBy(c => c.Field) },
        Country = mapping.Country.ToUpperInvariant(),
        Subdivision = mapping.Subdivision.ToUpperInvariant(),
        Locale = mapping.Locale,
        Categories = { mapping.Categories },
        Extra = { mapping.Extra },
        DefaultRegion = mapping.DefaultRegion.Length == 0 ? DefaultRegion : mapping.DefaultRegion.ToUpperInvariant(),
    };

    /// <summary>The mapping as the reader of rows takes it, for a cohort.</summary>
    public static RowMapping ForRows(ImportMapping mapping, Cohort cohort, IEnumerable<IdentifierKind> identifiers)
    {
        var normal = Normal(mapping);
        (RowField Field, string Value)[] constants =
            [(RowField.Country, normal.Country), (RowField.Subdivision, normal.Subdivision), (RowField.Locale, normal.Locale), (RowField.Categories, string.Join('|', normal.Categories))];
        return new RowMapping
        {
            Columns = normal.Columns.ToDictionary(c => (RowField)((int)c.Field - 1), c => c.Column),
            Constants = constants.Where(c => c.Value.Length > 0).ToDictionary(c => c.Field, c => c.Value),
            Extra = [.. normal.Extra],
            DefaultRegion = normal.DefaultRegion,
            Categories = [.. cohort.Categories],
            Identity = [.. identifiers.Select(k => (Registry.Keys.IdentifierKind)k)],
        };
    }
}
