namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>People who became known as affected at one time, under one jurisdiction: each cohort starts clocks of its own.</summary>
public sealed record Cohort
{
    /// <summary>Its name, unique within the facts.</summary>
    public required string Id { get; init; }

    /// <summary>Where they are: an ISO 3166-1 code, or one with a part (<c>US-CA</c>, <c>CA-QC</c>).</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>How many people; null if not known.</summary>
    public long? Subjects { get; init; }

    /// <summary>The categories of their data, such as <c>name</c> or <c>ssn</c>; the rule packs list the words.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Claims since when it is known, side by side; the earliest is the clock, in whatever order they stand.</summary>
    public IReadOnlyList<AwarenessClaim> Aware { get; init; } = [];

    /// <summary>Whether the data are known to have leaked.</summary>
    public LeakState Leak { get; init; } = LeakState.Confirmed;

    /// <summary>It is known which people are affected.</summary>
    public bool SubjectsIdentifiable { get; init; } = true;

    /// <summary>It is known how to reach them.</summary>
    public bool ContactsKnown { get; init; } = true;

    /// <summary>It is known where the data went.</summary>
    public bool PathKnown { get; init; }

    /// <summary>All of the data were retrieved or deleted.</summary>
    public bool AllRetrieved { get; init; }

    /// <summary>The data were unintelligible to whoever got them.</summary>
    public bool Encrypted { get; init; }
}

/// <summary>Whether data are known to have leaked.</summary>
public enum LeakState
{
    /// <summary>They have.</summary>
    Confirmed = 0,

    /// <summary>They may have.</summary>
    Suspected = 1,
}

/// <summary>A claim that something was known from an instant on.</summary>
/// <param name="At">Since when.</param>
/// <param name="By">Who says so, such as <c>controller</c>; no personal name.</param>
public sealed record AwarenessClaim(DateTimeOffset At, string By = "");
