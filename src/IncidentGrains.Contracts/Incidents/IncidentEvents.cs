using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;

namespace IncidentGrains.Contracts.Incidents;

// The events of an incident, as they are stored. Their names and shapes are for ever: a change is a new version of
// the type, with an upcast of the old one. Golden files in tests/IncidentGrains.Tests/Golden pin each.

/// <summary>The record of an incident begins.</summary>
public sealed record IncidentOpened(string Title, string Reference) : IDomainEvent;

/// <summary>A fact became known.</summary>
public sealed record FactRecorded(string FactId, FactKind Kind, FactValue Value) : IRedactableEvent
{
    /// <inheritdoc/>
    public IDomainEvent WithoutText() => this with { Value = Value.WithoutText() };
}

/// <summary>A fact turned out wrong; this one replaces it.</summary>
public sealed record FactCorrected(string FactId, string Corrects, FactKind Kind, FactValue Value, string Reason) : IRedactableEvent
{
    /// <inheritdoc/>
    public IDomainEvent WithoutText() => this with { Value = Value.WithoutText(), Reason = Redacted.Text };
}

/// <summary>Somebody says that the company knew since an instant.</summary>
public sealed record AwarenessClaimed(string ClaimId, DateTimeOffset AwareAt, string AssertedBy, string Basis) : IRedactableEvent
{
    /// <inheritdoc/>
    public IDomainEvent WithoutText() => this with { Basis = Redacted.Text };
}

/// <summary>The incident was assessed.</summary>
public sealed record IncidentTriaged(Severity Severity, ImmutableList<string> Reasons) : IDomainEvent;

/// <summary>It is a breach.</summary>
public sealed record IncidentConfirmed(string Note) : IDomainEvent;

/// <summary>The leak no longer continues.</summary>
public sealed record IncidentContained(string Note) : IDomainEvent;

/// <summary>The removal of the cause began.</summary>
public sealed record RemediationBegun(string Note) : IDomainEvent;

/// <summary>The incident ended.</summary>
public sealed record IncidentClosed(Resolution Resolution, string Note) : IDomainEvent;

/// <summary>The incident goes on, at the stage from which it was closed.</summary>
public sealed record IncidentReopened(Stage Stage, string Reason) : IDomainEvent;

/// <summary>The incident is related to another.</summary>
public sealed record IncidentLinked(string Other, LinkKind Kind) : IDomainEvent;

/// <summary>The incident is no longer seen as related to another.</summary>
public sealed record IncidentUnlinked(string Other, string Reason) : IDomainEvent;

/// <summary>The incident ended as part of another.</summary>
public sealed record IncidentMerged(string Into, string Reason) : IDomainEvent;

/// <summary>Another incident became part of this one.</summary>
public sealed record IncidentAbsorbed(string Source) : IDomainEvent;

/// <summary>A person took a role.</summary>
public sealed record RoleAssigned(IncidentRole Role, string Person) : IDomainEvent;

/// <summary>A person left a role.</summary>
public sealed record RoleUnassigned(IncidentRole Role, string Person) : IDomainEvent;

/// <summary>Only named members see the incident from here on.</summary>
public sealed record IncidentRestricted(ImmutableList<string> Members, string Reason) : IDomainEvent;

/// <summary>Everyone with a suitable role sees the incident from here on.</summary>
public sealed record RestrictionLifted(string Reason) : IDomainEvent;

/// <summary>Something that happened was noted.</summary>
public sealed record TimelineEntryAdded(string EntryId, DateTimeOffset OccurredAt, string Text) : IRedactableEvent
{
    /// <inheritdoc/>
    public IDomainEvent WithoutText() => this with { Text = Redacted.Text };
}

/// <summary>Somebody asks that the text of an event be destroyed.</summary>
public sealed record RedactionRequested(string RedactionId, string TargetId, long EventSeq, string Reason) : IDomainEvent;

/// <summary>A second person agreed: the text of the event is destroyed with this append.</summary>
public sealed record RedactionApproved(string RedactionId, string TargetId, long EventSeq, string RemainderDigest) : IRedaction;

/// <summary>A redaction was declined; the text stays.</summary>
public sealed record RedactionDeclined(string RedactionId, string Reason) : IDomainEvent;

/// <summary>A task waits for another.</summary>
public sealed record TaskDependencyAdded(string TaskId, string DependsOn) : IDomainEvent;

/// <summary>A task no longer waits for another.</summary>
public sealed record TaskDependencyRemoved(string TaskId, string DependsOn, string Reason) : IDomainEvent;

/// <summary>A playbook was applied: its tasks count as open from here on, and are created from what stands here.</summary>
/// <param name="Playbook">Its id.</param>
/// <param name="Digest">SHA-256 of its file, in hex.</param>
/// <param name="Tasks">What it brings.</param>
public sealed record PlaybookApplied(string Playbook, string Digest, ImmutableList<PlannedTask> Tasks) : IDomainEvent;

/// <summary>A task that a playbook brings.</summary>
/// <param name="TaskId">The id under which it is created.</param>
/// <param name="Key">Its key in the playbook.</param>
/// <param name="Title">What is to be done, in a few words.</param>
/// <param name="Description">What is to be done, in full.</param>
/// <param name="Mandatory">True if the incident can't be closed before it is done.</param>
/// <param name="Priority">How pressing it is.</param>
/// <param name="Checklist">Its steps.</param>
/// <param name="DependsOn">The ids of the tasks that must be done before.</param>
/// <param name="DueAt">By when, or null.</param>
public sealed record PlannedTask(
    string TaskId, string Key, string Title, string Description, bool Mandatory, TaskPriority Priority,
    ImmutableList<string> Checklist, ImmutableList<string> DependsOn, DateTimeOffset? DueAt = null);
