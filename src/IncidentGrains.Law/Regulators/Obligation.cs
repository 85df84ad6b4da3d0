namespace IncidentGrains.Law.Regulators;

/// <summary>What a law requires of the controller, of whom, and by when.</summary>
/// <remarks>Information, not legal advice.</remarks>
public sealed record Obligation
{
    /// <summary>The rule that creates it, such as <c>KR-SUBJ</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Whose law it is.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>The cohort it is about; null: the incident as a whole.</summary>
    public required string? Cohort { get; init; }

    /// <summary>To whom it is owed, in codes; alternatives stand together.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>When its clock started; null while it waits.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>The last instant at which it can be met in time, in UTC; null if the law names none, or while it waits.</summary>
    public required DateTimeOffset? Due { get; init; }

    /// <summary>True if the law says "without delay" and names no instant.</summary>
    public required bool Soft { get; init; }

    /// <summary>A target of the house for what has no instant; never the law's. Null if there is none.</summary>
    public required DateTimeOffset? Target { get; init; }

    /// <summary>The code of its content set, or null.</summary>
    public required string? Content { get; init; }

    /// <summary>Where it stands.</summary>
    public required ObligationStatus Status { get; init; }

    /// <summary>By how much it was done late; null if it was not.</summary>
    public TimeSpan? LateBy { get; init; }

    /// <summary>When it was done; null if it is not.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>The rule that took its place, or null.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Until when a notice has to stay up; null of others.</summary>
    public DateTimeOffset? KeepUntil { get; init; }

    /// <summary>Instants of other readings of the law, by name; they are shown beside the deadline and never replace it.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Advisory { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>What it waits for, of one that is pending; else null.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The source.</summary>
    public required string Citation { get; init; }

    /// <summary>How sure the reading is: H, M or L.</summary>
    public required string Confidence { get; init; }

    /// <summary>The time zone whose days were counted, in which people read the deadline.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The first day of the version of the rule that was applied.</summary>
    public required DateOnly RuleEffectiveFrom { get; init; }
}

/// <summary>Where an obligation stands.</summary>
public enum ObligationStatus
{
    /// <summary>To be done.</summary>
    Open = 1,

    /// <summary>To be done, and its time is over.</summary>
    Overdue = 2,

    /// <summary>Done in time.</summary>
    Met = 3,

    /// <summary>Done after its time.</summary>
    Late = 4,

    /// <summary>Another took its place.</summary>
    Superseded = 5,

    /// <summary>Not required if a reason is recorded.</summary>
    Waivable = 6,

    /// <summary>Waived with a reason.</summary>
    Waived = 7,

    /// <summary>Waits for what starts its clock, or for a fact on which it depends.</summary>
    Pending = 8,
}
