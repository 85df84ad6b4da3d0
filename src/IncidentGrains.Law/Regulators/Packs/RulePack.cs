using IncidentGrains.Law.Calendars;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>What one file says: the rules of a country or of a family of laws, and what they need.</summary>
/// <param name="Id">Its name, such as <c>kr</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Source">The file's name.</param>
/// <param name="Digest">SHA-256 of the file's bytes in lower-case hex.</param>
public sealed record RulePack(string Id, string Title, string Source, string Digest)
{
    /// <summary>The rules in the order of the file.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>The jurisdictions whose days it knows.</summary>
    public IReadOnlyList<Jurisdiction> Jurisdictions { get; init; } = [];

    /// <summary>Its holiday calendars.</summary>
    public IReadOnlyList<HolidayCalendar> Calendars { get; init; } = [];

    /// <summary>What its notices and reports have to say.</summary>
    public IReadOnlyList<ContentSet> ContentSets { get; init; } = [];

    /// <summary>Roles of controllers that its rules ask for.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Categories of data that its rules ask for.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>What a breach can cost under its laws.</summary>
    public IReadOnlyList<Sanction> Sanctions { get; init; } = [];
}

/// <summary>A place whose law asks for something.</summary>
/// <param name="Code">An ISO 3166-1 code, or one with a part.</param>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">Where its days begin and end: that of its capital unless its law says otherwise.</param>
/// <param name="Calendar">Whose working days count: a calendar of that name, if a pack has it; else only weekends are free.</param>
/// <param name="Group">The group that rules can name instead, such as <c>EU</c>; null if none.</param>
public sealed record Jurisdiction(string Code, string Name, string TimeZone, string Calendar, string? Group);

/// <summary>What a notice or report has to say.</summary>
/// <param name="Code">Its code, such as <c>KR5</c>.</param>
/// <param name="Items">The items in order.</param>
/// <param name="Citation">The source.</param>
public sealed record ContentSet(string Code, IReadOnlyList<string> Items, string Citation);
