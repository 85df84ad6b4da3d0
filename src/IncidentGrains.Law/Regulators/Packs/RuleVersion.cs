using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Regulators.Conditions;
using NodaTime;

namespace IncidentGrains.Law.Regulators.Packs;

/// <summary>A rule as it reads from one date to another; the first version goes on governing what it governed.</summary>
public sealed record RuleVersion
{
    /// <summary>The first local day on which it governs.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The last local day on which it governs; null if it is in force.</summary>
    public required DateOnly? EffectiveTo { get; init; }

    /// <summary>Which day is asked: that of awareness, of the occurrence, or of the violation's end.</summary>
    public required AppliesBy AppliesBy { get; init; }

    /// <summary>The authority's official name, and its native one.</summary>
    public required Authority Authority { get; init; }

    /// <summary>Codes of those to whom it is owed; alternatives stand together.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The time zone whose days are counted; null for the cohort's own, <c>controller</c> for the controller's.</summary>
    public required string? TimeZone { get; init; }

    /// <summary>Whose working days are counted; null for the cohort's country, <c>controller</c> for the controller's.</summary>
    public required string? Calendar { get; init; }

    /// <summary>The time of day at which counted days end; null for the end of the day.</summary>
    public required LocalTime? At { get; init; }

    /// <summary>The code of its content set, such as <c>KR5</c>, or null.</summary>
    public required string? Content { get; init; }

    /// <summary>What it has to say where no content set does.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>How it comes in stages, in words.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>What exempts from it or delays it, in words; what facts decide stands in the conditions.</summary>
    public required IReadOnlyList<string> Exemptions { get; init; }

    /// <summary>What else to know.</summary>
    public required string Notes { get; init; }

    /// <summary>The source.</summary>
    public required string Citation { get; init; }

    /// <summary>How sure the reading is: H, M or L.</summary>
    public required string Confidence { get; init; }

    /// <summary>What was read: V the law's text, S a secondary page, K general knowledge; several with a slash.</summary>
    public required string Grade { get; init; }

    /// <summary>A day within which to do what the law wants "without delay"; a target of ours, not the law's. Null if there is none.</summary>
    public required Clock? Target { get; init; }

    internal Condition When { get; init; } = AllOf.Nothing;

    internal Condition? WaivableWhen { get; init; }

    internal IReadOnlyList<StartSource> Starts { get; init; } = [];

    internal IReadOnlyList<ClockCase> Clocks { get; init; } = [];

    internal Roll Roll { get; init; }

    internal Condition? RollWhen { get; init; }

    internal bool PostponedByDisaster { get; init; }

    internal IReadOnlyList<Advisory> Advisories { get; init; } = [];

    internal IReadOnlyList<Facts.CaseEventType> MetBy { get; init; } = [];

    internal IReadOnlyList<Supersession> SupersededBy { get; init; } = [];

    internal IReadOnlyList<string> TakesOver { get; init; } = [];

    internal Clock? Keep { get; init; }
}

/// <summary>Who has to be told, or oversees the duty.</summary>
/// <param name="Name">The official name in English.</param>
/// <param name="Native">The name in the language of the country; the same if that is English.</param>
public sealed record Authority(string Name, string Native);

/// <summary>Which day chooses the version of a rule.</summary>
public enum AppliesBy
{
    /// <summary>The day of awareness.</summary>
    Awareness = 0,

    /// <summary>The day on which it happened, or began to.</summary>
    Occurrence = 1,

    /// <summary>The day on which the violation ended; one that goes on is judged by today.</summary>
    ViolationEnd = 2,
}
