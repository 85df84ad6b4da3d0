using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>The obligations of an incident as their events tell them: the fold of the stream and nothing else.</summary>
[GenerateSerializer, Immutable, Alias("ig.ObligationsState")]
public sealed record ObligationsState
{
    /// <summary>The incident, which is also the case.</summary>
    [Id(0)]
    public required string IncidentId { get; init; }

    /// <summary>The sequence number of the last event folded in; 0 if nothing was recorded yet.</summary>
    [Id(1)]
    public long Version { get; init; }

    /// <summary>What was recorded beside the incident's own facts; null if nothing was.</summary>
    [Id(2)]
    public RegulatoryFacts? Facts { get; init; }

    /// <summary>SHA-256 of the rule packs by which something last changed, or empty.</summary>
    [Id(3)]
    public string PacksDigest { get; init; } = "";

    /// <summary>All obligations in the order in which they arose, those that ended too.</summary>
    [Id(4)]
    public ImmutableList<ObligationEntry> Obligations { get; init; } = [];

    /// <summary>What was done about them, in the order of recording.</summary>
    [Id(5)]
    public ImmutableList<RecordedDischarge> Discharges { get; init; } = [];

    /// <summary>When something last changed.</summary>
    [Id(6)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The sequence number of the event in which <see cref="Facts"/> stand; 0 if nothing was recorded.</summary>
    [Id(7)]
    public long FactsVersion { get; init; }

    /// <summary>The obligation of that id, or null.</summary>
    public ObligationEntry? Find(string obligationId) => Obligations.Find(o => o.ObligationId == obligationId);
}

/// <summary>An obligation with what people did about it.</summary>
/// <param name="Law">What the law made of the facts.</param>
[GenerateSerializer, Immutable, Alias("ig.ObligationEntry")]
public sealed record ObligationEntry([property: Id(0)] AssessedObligation Law)
{
    /// <summary>Who answers for it, or empty.</summary>
    [Id(1)]
    public string Assignee { get; init; } = "";

    /// <summary>What shows that it was done, or empty.</summary>
    [Id(2)]
    public string Reference { get; init; } = "";

    /// <summary>The waiver that was asked for last, if one was.</summary>
    [Id(3)]
    public ObligationWaiver? Waiver { get; init; }

    /// <summary>The milestones that were escalated.</summary>
    [Id(4)]
    public ImmutableList<EscalatedMilestone> Escalations { get; init; } = [];

    /// <summary>No milestone at or before this one is escalated any more; null: none has passed.</summary>
    [Id(5)]
    public TimeSpan? PassedMilestone { get; init; }

    /// <summary>The version of the incident's obligations with which it last changed.</summary>
    [Id(6)]
    public long ChangedVersion { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(7)]
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Its id within the incident.</summary>
    public string ObligationId => Law.ObligationId;

    /// <summary>The instant towards which its clock runs: the law's, or else the house's target; null if it does not run.</summary>
    public DateTimeOffset? Deadline => IsRunning ? Law.Due ?? Law.Target : null;

    /// <summary>True while something is to be done, also by a target of the house or by nobody's instant.</summary>
    public bool IsRunning => Law.Status is ObligationStatus.Open or ObligationStatus.Waivable;

    /// <summary>By how much it was done late; null if it was not.</summary>
    public TimeSpan? LateBy => Law.Status == ObligationStatus.Late ? Law.DoneAt - Law.Due : null;

    /// <summary>Where it stands at an instant.</summary>
    public ObligationStatus StatusAt(DateTimeOffset instant) =>
        Law.Status == ObligationStatus.Open && instant > Law.Due ? ObligationStatus.Overdue : Law.Status;
}

/// <summary>A waiver: it waits while nobody decided.</summary>
[GenerateSerializer, Immutable, Alias("ig.ObligationWaiver")]
public sealed record ObligationWaiver(
    [property: Id(0)] string Reason, [property: Id(1)] string RequestedBy, [property: Id(2)] string ApprovedBy = "", [property: Id(3)] string DeclinedBy = "")
{
    /// <summary>True until a second person decides.</summary>
    public bool IsPending => ApprovedBy.Length == 0 && DeclinedBy.Length == 0;
}

/// <summary>A milestone that was escalated.</summary>
/// <param name="Before">How long before the deadline it stands; zero at the deadline, negative after it.</param>
/// <param name="At">When it was escalated.</param>
[GenerateSerializer, Immutable, Alias("ig.EscalatedMilestone")]
public sealed record EscalatedMilestone([property: Id(0)] TimeSpan Before, [property: Id(1)] DateTimeOffset At);

/// <summary>Something that was done about an obligation: the law's facts hold it as an event.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Cohort">The cohort, or empty.</param>
/// <param name="Type">The event's word in the facts, such as <c>report_filed</c> or <c>waived</c>.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("ig.RecordedDischarge")]
public sealed record RecordedDischarge([property: Id(0)] string Rule, [property: Id(1)] string Cohort, [property: Id(2)] string Type, [property: Id(3)] DateTimeOffset At);
