namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>What is known of an incident, as far as any law asks: from it alone all obligations follow.</summary>
/// <remarks>The JSON form, which <see cref="FactsJson"/> reads, has the same fields in snake_case. All instants have an offset.</remarks>
public sealed record CaseFacts
{
    /// <summary>When the facts are looked at: decides what is open and what is overdue, and nothing else.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Who is responsible for the data.</summary>
    public Controller Controller { get; init; } = new();

    /// <summary>What happened.</summary>
    public IncidentCircumstances Incident { get; init; } = new();

    /// <summary>The affected people by the time at which they became known; each with an id of its own.</summary>
    public IReadOnlyList<Cohort> Cohorts { get; init; } = [];

    /// <summary>What was done and found out since.</summary>
    public IReadOnlyList<CaseEvent> Events { get; init; } = [];

    /// <summary>Days that an authority declared closed or open beside its calendar.</summary>
    public IReadOnlyList<CalendarOverride> CalendarOverrides { get; init; } = [];
}
