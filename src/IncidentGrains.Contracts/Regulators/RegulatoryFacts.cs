using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>What the laws ask of an incident beside its own facts: codes, numbers and instants. Stored as it is here.</summary>
[GenerateSerializer, Immutable, Alias("ig.RegulatoryFacts")]
public sealed record RegulatoryFacts
{
    /// <summary>Where the controller is: an IANA zone.</summary>
    [Id(0)]
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What the controller is in the eyes of a law.</summary>
    [Id(1)]
    public ImmutableList<string> Roles { get; init; } = [];

    /// <summary>True if its first two DORA reports roll over weekends.</summary>
    [Id(2)]
    public bool DoraWeekendRelief { get; init; }

    /// <summary>How the incident came about.</summary>
    [Id(3)]
    public IncidentCause Cause { get; init; }

    /// <summary>True if done with a wrongful purpose; null: as the cause suggests.</summary>
    [Id(4)]
    public bool? Malicious { get; init; }

    /// <summary>When it began; null: as the incident's facts say.</summary>
    [Id(5)]
    public DateTimeOffset? OccurredFrom { get; init; }

    /// <summary>When it ended; null: as the incident's facts say.</summary>
    [Id(6)]
    public DateTimeOffset? OccurredTo { get; init; }

    /// <summary>A risk to people's rights is unlikely.</summary>
    [Id(7)]
    public bool RiskUnlikely { get; init; }

    /// <summary>The risk to people's rights is high.</summary>
    [Id(8)]
    public bool HighRisk { get; init; }

    /// <summary>Serious harm to people; null: not assessed yet.</summary>
    [Id(9)]
    public bool? SeriousHarm { get; init; }

    /// <summary>A significant incident (NIS2), a serious one (Taiwan).</summary>
    [Id(10)]
    public bool Significant { get; init; }

    /// <summary>Until when a disaster or the like made it impossible to act.</summary>
    [Id(11)]
    public DateTimeOffset? DisasterUntil { get; init; }

    /// <summary>The affected people by the time at which they became known.</summary>
    [Id(12)]
    public ImmutableList<RegulatoryCohort> Cohorts { get; init; } = [];

    /// <summary>What was found out since.</summary>
    [Id(13)]
    public ImmutableList<RegulatoryDevelopment> Developments { get; init; } = [];

    /// <summary>Days that an authority declared closed or open beside its calendar.</summary>
    [Id(14)]
    public ImmutableList<RegulatoryCalendarChange> CalendarChanges { get; init; } = [];
}

/// <summary>People who became known as affected at one time, under one jurisdiction.</summary>
[GenerateSerializer, Immutable, Alias("ig.RegulatoryCohort")]
public sealed record RegulatoryCohort
{
    /// <summary>Its name, unique in the incident.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Where they are.</summary>
    [Id(1)]
    public required string Jurisdiction { get; init; }

    /// <summary>How many; null: not known.</summary>
    [Id(2)]
    public long? Subjects { get; init; }

    /// <summary>The categories of their data; empty: those of the incident's facts.</summary>
    [Id(3)]
    public ImmutableList<string> Categories { get; init; } = [];

    /// <summary>Claims since when they are known; empty: those about the incident.</summary>
    [Id(4)]
    public ImmutableList<RegulatoryAwareness> Aware { get; init; } = [];

    /// <summary>True while a leak of their data is only suspected.</summary>
    [Id(5)]
    public bool LeakSuspected { get; init; }

    /// <summary>True if it is not known which people are affected.</summary>
    [Id(6)]
    public bool SubjectsUnidentified { get; init; }

    /// <summary>True if it is not known how to reach them.</summary>
    [Id(7)]
    public bool ContactsUnknown { get; init; }

    /// <summary>It is known where the data went.</summary>
    [Id(8)]
    public bool PathKnown { get; init; }

    /// <summary>All of the data were retrieved or deleted.</summary>
    [Id(9)]
    public bool AllRetrieved { get; init; }

    /// <summary>The data were unintelligible to whoever got them.</summary>
    [Id(10)]
    public bool Encrypted { get; init; }
}

/// <summary>A claim since when people are known as affected.</summary>
[GenerateSerializer, Immutable, Alias("ig.RegulatoryAwareness")]
public sealed record RegulatoryAwareness([property: Id(0)] DateTimeOffset At, [property: Id(1)] string By);

/// <summary>Something that was found out; it concerns a cohort, or all of them if that is empty.</summary>
[GenerateSerializer, Immutable, Alias("ig.RegulatoryDevelopment")]
public sealed record RegulatoryDevelopment([property: Id(0)] DevelopmentType Type, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Cohort);

/// <summary>Days that an authority declared closed or open beside its calendar.</summary>
[GenerateSerializer, Immutable, Alias("ig.RegulatoryCalendarChange")]
public sealed record RegulatoryCalendarChange(
    [property: Id(0)] string Calendar, [property: Id(1)] ImmutableList<DateOnly> Closed, [property: Id(2)] ImmutableList<DateOnly> Open);
