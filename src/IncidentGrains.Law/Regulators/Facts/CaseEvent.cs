namespace IncidentGrains.Law.Regulators.Facts;

/// <summary>Something that was done or found out.</summary>
/// <param name="Type">What.</param>
/// <param name="At">When.</param>
public sealed record CaseEvent(CaseEventType Type, DateTimeOffset At)
{
    /// <summary>The cohort it concerns; null: all of them.</summary>
    public string? Cohort { get; init; }

    /// <summary>The rule it concerns; null: whichever its type concerns.</summary>
    public string? Rule { get; init; }

    /// <summary>Why, of a waiver.</summary>
    public string? Reason { get; init; }
}

/// <summary>What an event can be.</summary>
public enum CaseEventType
{
    /// <summary>A report went to an authority.</summary>
    ReportFiled = 1,

    /// <summary>A notice went to subjects or media.</summary>
    NoticeSent = 2,

    /// <summary>A substitute notice was put up.</summary>
    Posted = 3,

    /// <summary>A suspected leak turned out to be one.</summary>
    LeakConfirmed = 4,

    /// <summary>A suspected leak turned out to be none.</summary>
    NoLeakConfirmed = 5,

    /// <summary>A fact became certain that an earlier report could not hold.</summary>
    NewFactConfirmed = 6,

    /// <summary>A registrant found its incident material.</summary>
    MaterialityDetermined = 7,

    /// <summary>It was determined that a breach took place.</summary>
    BreachDetermined = 8,

    /// <summary>The assessment of the harm was completed.</summary>
    AssessmentCompleted = 9,

    /// <summary>The incident was classified as major (DORA).</summary>
    ClassifiedMajor = 10,

    /// <summary>An obligation was waived, for a reason that is on record.</summary>
    Waived = 11,
}

/// <summary>Days that an authority declared closed or open beside its calendar.</summary>
/// <param name="Calendar"><c>SEC</c>, or an ISO 3166-1 code.</param>
/// <param name="Closed">Days on which it does not work.</param>
/// <param name="Open">Days on which it works although its calendar says otherwise.</param>
public sealed record CalendarOverride(string Calendar, IReadOnlyList<DateOnly> Closed, IReadOnlyList<DateOnly> Open);
