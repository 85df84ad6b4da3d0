namespace IncidentGrains.Law.Exposure;

/// <summary>What a law lets a breach cost, by the date of its version.</summary>
public sealed record Sanction
{
    /// <summary>Its name, such as <c>KR-FINE</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose law it is.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>The same line in Korean, for reports in that language; null if the pack has none.</summary>
    public string? KoreanTitle { get; init; }

    /// <summary>Roles of which a company needs one for it to reach it, such as <c>nis2_entity</c>; empty: it reaches any.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How it is counted.</summary>
    public required SanctionKind Kind { get; init; }

    /// <summary>The currency of its amounts, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The zone whose days its dates are.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Its versions by date, at least one.</summary>
    public required IReadOnlyList<SanctionVersion> Versions { get; init; }
}

/// <summary>How a sanction is counted.</summary>
public enum SanctionKind
{
    /// <summary>A share of turnover.</summary>
    TurnoverFine = 1,

    /// <summary>An amount.</summary>
    FixedFine = 2,

    /// <summary>An amount for each person who claims it.</summary>
    PerPerson = 3,
}

/// <summary>A sanction as it reads from one date to another, by the end of the violation.</summary>
/// <param name="EffectiveFrom">The first local day.</param>
/// <param name="EffectiveTo">The last local day; null if it is in force.</param>
/// <param name="Base">How the base of a share is found.</param>
/// <param name="Years">How many preceding business years count.</param>
/// <param name="Tracks">Its ceilings: the first whose condition holds counts. One without a condition comes last.</param>
/// <param name="Amount">The most, of an amount; null of a share.</param>
/// <param name="Citation">The source.</param>
/// <param name="Confidence">How sure the reading is: H, M or L.</param>
public sealed record SanctionVersion(
    DateOnly EffectiveFrom, DateOnly? EffectiveTo, TurnoverBase Base, int Years, IReadOnlyList<SanctionTrack> Tracks, decimal? Amount, string Citation, string Confidence);

/// <summary>A ceiling.</summary>
/// <param name="Rate">The share of the base, such as 0.03.</param>
/// <param name="WithoutTurnover">The ceiling if there is no turnover, or it can't be counted.</param>
/// <param name="AtLeast">What the ceiling is at the least, where the law takes the higher of a share and an amount; null if it has no such amount.</param>
/// <param name="AnyOf">One of these has to hold; empty: always.</param>
/// <param name="Citation">The source.</param>
public sealed record SanctionTrack(decimal Rate, decimal WithoutTurnover, decimal? AtLeast, IReadOnlyList<SanctionCondition> AnyOf, string Citation);

/// <summary>What makes a ceiling apply; all that is not null has to hold.</summary>
/// <param name="Negligence">The degrees of fault.</param>
/// <param name="VictimsAtLeast">The least number of victims.</param>
/// <param name="RepeatWithin3Years">Fined for the same before.</param>
/// <param name="DefiedOrder">A corrective order was defied.</param>
public sealed record SanctionCondition(IReadOnlyList<Negligence> Negligence, long? VictimsAtLeast, bool? RepeatWithin3Years, bool? DefiedOrder);

/// <summary>How the base of a share of turnover is found.</summary>
public enum TurnoverBase
{
    /// <summary>The average of the preceding years.</summary>
    Average = 1,

    /// <summary>The greater of that average and the prior year.</summary>
    Greater = 2,
}

/// <summary>Degrees of fault.</summary>
public enum Negligence
{
    /// <summary>None, or ordinary negligence.</summary>
    Ordinary = 0,

    /// <summary>Gross negligence.</summary>
    Gross = 1,

    /// <summary>Intent.</summary>
    Intent = 2,
}
