using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Incidents;

/// <summary>An incident as its events tell it: the fold of the stream and nothing else.</summary>
[GenerateSerializer, Immutable, Alias("ig.IncidentState")]
public sealed record IncidentState
{
    /// <summary>The incident's id, which is also its stream and its case.</summary>
    [Id(0)]
    public required string IncidentId { get; init; }

    /// <summary>The sequence number of the last event folded in; 0 if the incident does not exist.</summary>
    [Id(1)]
    public long Version { get; init; }

    /// <summary>A short title.</summary>
    [Id(2)]
    public string Title { get; init; } = "";

    /// <summary>The id under which another system knows it, or empty.</summary>
    [Id(3)]
    public string Reference { get; init; } = "";

    /// <summary>Where it stands.</summary>
    [Id(4)]
    public Stage Stage { get; init; }

    /// <summary>The stage from which it was closed.</summary>
    [Id(5)]
    public Stage ClosedFrom { get; init; }

    /// <summary>Why it was closed.</summary>
    [Id(6)]
    public Resolution Resolution { get; init; }

    /// <summary>The words given at the last change of stage.</summary>
    [Id(7)]
    public string StageNote { get; init; } = "";

    /// <summary>How bad it is.</summary>
    [Id(8)]
    public Severity Severity { get; init; }

    /// <summary>The reasons given for the severity.</summary>
    [Id(9)]
    public ImmutableList<string> SeverityReasons { get; init; } = [];

    /// <summary>When it was opened.</summary>
    [Id(10)]
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(11)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>All facts in the order of their recording, corrected ones included.</summary>
    [Id(12)]
    public ImmutableList<Fact> Facts { get; init; } = [];

    /// <summary>All claims of awareness.</summary>
    [Id(13)]
    public ImmutableList<AwarenessClaim> AwarenessClaims { get; init; } = [];

    /// <summary>Who holds which role.</summary>
    [Id(14)]
    public ImmutableList<RoleAssignment> Roles { get; init; } = [];

    /// <summary>True if only members and the holders of roles see it.</summary>
    [Id(15)]
    public bool Restricted { get; init; }

    /// <summary>The named members.</summary>
    [Id(16)]
    public ImmutableList<string> Members { get; init; } = [];

    /// <summary>Related incidents.</summary>
    [Id(17)]
    public ImmutableList<IncidentLink> Links { get; init; } = [];

    /// <summary>The incident into which this one was merged, or empty.</summary>
    [Id(18)]
    public string MergedInto { get; init; } = "";

    /// <summary>The incidents merged into this one.</summary>
    [Id(19)]
    public ImmutableList<string> Absorbed { get; init; } = [];

    /// <summary>How many timeline entries there are.</summary>
    [Id(20)]
    public int TimelineEntryCount { get; init; }

    /// <summary>Redactions asked for.</summary>
    [Id(21)]
    public ImmutableList<Redaction> Redactions { get; init; } = [];

    /// <summary>Which of its tasks waits for which.</summary>
    [Id(22)]
    public ImmutableList<TaskDependency> TaskDependencies { get; init; } = [];

    /// <summary>The playbooks applied to it.</summary>
    [Id(23)]
    public ImmutableList<string> Playbooks { get; init; } = [];
}

/// <summary>A task waits for another of the same incident.</summary>
[GenerateSerializer, Immutable, Alias("ig.TaskDependency")]
public sealed record TaskDependency([property: Id(0)] string TaskId, [property: Id(1)] string DependsOn);

/// <summary>A fact as recorded.</summary>
[GenerateSerializer, Immutable, Alias("ig.Fact")]
public sealed record Fact(
    [property: Id(0)] string FactId, [property: Id(1)] FactKind Kind, [property: Id(2)] FactValue Value,
    [property: Id(3)] DateTimeOffset RecordedAt, [property: Id(4)] string RecordedBy,
    [property: Id(5)] string Corrects = "", [property: Id(6)] string CorrectedBy = "", [property: Id(7)] string CorrectionReason = "");

/// <summary>A claim of awareness as recorded.</summary>
[GenerateSerializer, Immutable, Alias("ig.AwarenessClaim")]
public sealed record AwarenessClaim(
    [property: Id(0)] string ClaimId, [property: Id(1)] DateTimeOffset AwareAt, [property: Id(2)] string AssertedBy, [property: Id(3)] string Basis,
    [property: Id(4)] DateTimeOffset RecordedAt, [property: Id(5)] string RecordedBy);

/// <summary>A person in a role.</summary>
[GenerateSerializer, Immutable, Alias("ig.RoleAssignment")]
public sealed record RoleAssignment([property: Id(0)] IncidentRole Role, [property: Id(1)] string Person);

/// <summary>A relation to another incident.</summary>
[GenerateSerializer, Immutable, Alias("ig.IncidentLink")]
public sealed record IncidentLink([property: Id(0)] string IncidentId, [property: Id(1)] LinkKind Kind);

/// <summary>A request to destroy the text of one event.</summary>
[GenerateSerializer, Immutable, Alias("ig.Redaction")]
public sealed record Redaction(
    [property: Id(0)] string RedactionId, [property: Id(1)] string TargetId, [property: Id(2)] long EventSeq, [property: Id(3)] string Reason,
    [property: Id(4)] string RequestedBy, [property: Id(5)] RedactionState State, [property: Id(6)] string DecidedBy = "");

/// <summary>An entry of the timeline; it lives in the ledger, not in the state.</summary>
[GenerateSerializer, Immutable, Alias("ig.TimelineEntry")]
public sealed record TimelineEntry(
    [property: Id(0)] string EntryId, [property: Id(1)] DateTimeOffset OccurredAt, [property: Id(2)] string Text,
    [property: Id(3)] DateTimeOffset RecordedAt, [property: Id(4)] string RecordedBy, [property: Id(5)] bool Redacted, [property: Id(6)] long Version);
