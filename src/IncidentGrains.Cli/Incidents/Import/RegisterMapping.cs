using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>How the columns of a breach register become incidents. Read from YAML by <see cref="RegisterMappingReader"/>.</summary>
/// <param name="Name">The register's name, for people.</param>
/// <param name="Register">The prefix of references: <c>wa-ag</c> makes <c>wa-ag:10427</c>.</param>
/// <param name="TimeZone">The tz database name of the zone in which the register's dates are meant.</param>
/// <param name="DateFormats">The .NET formats of its dates; the first that fits counts.</param>
/// <param name="IdColumn">The column with the register's own id.</param>
/// <param name="Title">The title of an incident.</param>
/// <param name="Awareness">The claim of awareness, or null.</param>
/// <param name="Facts">What each row says.</param>
/// <param name="Check">The register's own count of days to hold against the dates, or null.</param>
internal sealed record RegisterMapping(
    string Name, string Register, string TimeZone, IReadOnlyList<string> DateFormats, string IdColumn, CellTemplate Title,
    AwarenessMapping? Awareness, IReadOnlyList<FactMapping> Facts, DayCheck? Check)
{
    /// <summary>Every column that the mapping names, each once.</summary>
    public IEnumerable<string> Columns => new[] { IdColumn, Awareness?.Column, Check?.DaysColumn }
        .OfType<string>()
        .Concat(Title.Columns)
        .Concat(Facts.SelectMany(fact => fact.Columns))
        .Distinct(StringComparer.Ordinal);
}

/// <summary>Where a claim of awareness comes from.</summary>
/// <param name="Column">The column with the date.</param>
/// <param name="AssertedBy">Who says so, such as <c>controller</c>.</param>
/// <param name="Basis">On what ground.</param>
internal sealed record AwarenessMapping(string Column, string AssertedBy, string Basis);

/// <summary>Where a fact comes from: a column, a template of columns, or constant values.</summary>
/// <param name="Kind">What it is about; it decides whether a date, a number, text or values are read.</param>
/// <param name="Column">The column, or null.</param>
/// <param name="Text">The text, or null.</param>
/// <param name="Values">What the column's words become; null to take them as they are.</param>
/// <param name="Otherwise">What a word becomes that <paramref name="Values"/> lacks; null to refuse the row.</param>
/// <param name="Original">The text that keeps the register's own word beside its translation, or null.</param>
/// <param name="Constant">Values that hold for every row; empty if none.</param>
internal sealed record FactMapping(
    FactKind Kind, string? Column = null, CellTemplate? Text = null, IReadOnlyDictionary<string, string>? Values = null,
    string? Otherwise = null, CellTemplate? Original = null, IReadOnlyList<string>? Constant = null)
{
    /// <summary>The columns that it reads.</summary>
    public IEnumerable<string> Columns =>
        (Column is null ? [] : new[] { Column }).Concat(Text?.Columns ?? []).Concat(Original?.Columns ?? []);
}
