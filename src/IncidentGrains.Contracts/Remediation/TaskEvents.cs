using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Remediation;

// The events of a task, as they are stored. Their names and shapes are for ever: a change is a new version of the type,
// with an upcast of the old one. Golden files in tests/IncidentGrains.Tests/Golden pin each.

/// <summary>A task began.</summary>
/// <param name="IncidentId">The incident it belongs to.</param>
/// <param name="Title">What is to be done, in a few words.</param>
/// <param name="Description">What is to be done, in full.</param>
/// <param name="Mandatory">True if the incident can't be closed before it is done.</param>
/// <param name="Priority">How pressing it is.</param>
/// <param name="Checklist">Its steps.</param>
/// <param name="Assignee">Who is to do it, or empty.</param>
/// <param name="Counted">True if the application of a playbook had counted it as open before: its own append raised nothing.</param>
/// <param name="Playbook">That playbook, or empty.</param>
/// <param name="PlaybookKey">Its key in the playbook, or empty.</param>
/// <param name="DueAt">By when, or null.</param>
public sealed record TaskCreated(
    string IncidentId, string Title, string Description, bool Mandatory, TaskPriority Priority,
    ImmutableList<string> Checklist, string Assignee, bool Counted, string Playbook, string PlaybookKey, DateTimeOffset? DueAt = null) : IDomainEvent;

/// <summary>A person is to do it.</summary>
public sealed record TaskAssigned(string Assignee) : IDomainEvent;

/// <summary>Nobody in particular is to do it any more.</summary>
public sealed record TaskUnassigned(string Assignee) : IDomainEvent;

/// <summary>The work began, or goes on.</summary>
public sealed record TaskStarted(TaskState From) : IDomainEvent;

/// <summary>Something is in the way.</summary>
public sealed record TaskBlocked(string Reason) : IDomainEvent;

/// <summary>Somebody declared it done.</summary>
public sealed record TaskCompleted(string Evidence) : IDomainEvent;

/// <summary>A second person confirmed that it is done.</summary>
public sealed record TaskVerified(string Note) : IDomainEvent;

/// <summary>It was sent back: it is not done.</summary>
public sealed record TaskReturned(string Reason) : IDomainEvent;

/// <summary>It was dropped.</summary>
public sealed record TaskCancelled(string Reason) : IDomainEvent;

/// <summary>Somebody asks that it be dropped, though it is mandatory.</summary>
public sealed record TaskCancellationRequested(string Reason) : IDomainEvent;

/// <summary>A second person agreed: it is dropped.</summary>
public sealed record TaskCancellationApproved(string Reason) : IDomainEvent;

/// <summary>A second person declined: it stays.</summary>
public sealed record TaskCancellationDeclined(string Reason) : IDomainEvent;

/// <summary>It goes on after it was done.</summary>
public sealed record TaskReopened(string Reason) : IDomainEvent;

/// <summary>Its deadline was moved, or taken away.</summary>
public sealed record TaskRescheduled(string Reason, DateTimeOffset? DueAt = null) : IDomainEvent;

/// <summary>It became more or less pressing.</summary>
public sealed record TaskPrioritySet(TaskPriority Priority) : IDomainEvent;

/// <summary>A step was ticked.</summary>
public sealed record TaskItemChecked(string ItemId) : IDomainEvent;

/// <summary>A tick was taken back.</summary>
public sealed record TaskItemUnchecked(string ItemId) : IDomainEvent;

/// <summary>Its deadline passed, or has been past for long.</summary>
/// <param name="Level">1 at the deadline, 2 an interval later.</param>
/// <param name="DueAt">The instant that passed.</param>
public sealed record TaskEscalated(int Level, DateTimeOffset DueAt) : IDomainEvent;
