using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>An obligation as the law made it of the facts; stored with the assessment that opened or changed it.</summary>
[GenerateSerializer, Immutable, Alias("ig.AssessedObligation")]
public sealed record AssessedObligation
{
    /// <summary>Its id within the incident: the rule, and the cohort if it is about one.</summary>
    [Id(0)]
    public required string ObligationId { get; init; }

    /// <summary>The rule.</summary>
    [Id(1)]
    public required string Rule { get; init; }

    /// <summary>Whose law it is.</summary>
    [Id(2)]
    public required string Jurisdiction { get; init; }

    /// <summary>The cohort, or empty: the incident as a whole.</summary>
    [Id(3)]
    public required string Cohort { get; init; }

    /// <summary>To whom it is owed, in codes.</summary>
    [Id(4)]
    public required ImmutableList<string> Recipients { get; init; }

    /// <summary>Where it stands; open also once its time is over.</summary>
    [Id(5)]
    public required ObligationStatus Status { get; init; }

    /// <summary>True if the law names no instant.</summary>
    [Id(6)]
    public required bool Soft { get; init; }

    /// <summary>The zone whose days were counted.</summary>
    [Id(7)]
    public required string TimeZone { get; init; }

    /// <summary>The code of its content set, or empty.</summary>
    [Id(8)]
    public required string Content { get; init; }

    /// <summary>The rule that took its place, or empty.</summary>
    [Id(9)]
    public required string SupersededBy { get; init; }

    /// <summary>What it waits for, or empty.</summary>
    [Id(10)]
    public required string WaitsFor { get; init; }

    /// <summary>Instants of other readings of the law.</summary>
    [Id(11)]
    public required ImmutableList<AdvisoryInstant> Advisories { get; init; }

    /// <summary>The source.</summary>
    [Id(12)]
    public required string Citation { get; init; }

    /// <summary>How sure the reading is: H, M or L.</summary>
    [Id(13)]
    public required string Confidence { get; init; }

    /// <summary>The first day of the version of the rule that was applied.</summary>
    [Id(14)]
    public required DateOnly RuleEffectiveFrom { get; init; }

    /// <summary>When its clock started; null while it waits.</summary>
    [Id(15)]
    public DateTimeOffset? Start { get; init; }

    /// <summary>The last instant at which it can be met in time; null if the law names none.</summary>
    [Id(16)]
    public DateTimeOffset? Due { get; init; }

    /// <summary>A target of the house for what has no instant.</summary>
    [Id(17)]
    public DateTimeOffset? Target { get; init; }

    /// <summary>When it was done; null if it is not.</summary>
    [Id(18)]
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Until when a notice has to stay up.</summary>
    [Id(19)]
    public DateTimeOffset? KeepUntil { get; init; }
}

/// <summary>An instant of another reading of the law.</summary>
[GenerateSerializer, Immutable, Alias("ig.AdvisoryInstant")]
public sealed record AdvisoryInstant([property: Id(0)] string Name, [property: Id(1)] DateTimeOffset At);
