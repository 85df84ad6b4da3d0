using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Remediation;

/// <summary>A task as its events tell it: the fold of the stream and nothing else. What it depends on is in its incident's stream.</summary>
[GenerateSerializer, Immutable, Alias("ig.RemediationTaskState")]
public sealed record RemediationTaskState
{
    /// <summary>The task's id, which is also its stream.</summary>
    [Id(0)]
    public required string TaskId { get; init; }

    /// <summary>The incident, which is also its case.</summary>
    [Id(1)]
    public string IncidentId { get; init; } = "";

    /// <summary>The sequence number of the last event folded in; 0 if the task does not exist.</summary>
    [Id(2)]
    public long Version { get; init; }

    /// <summary>What is to be done, in a few words.</summary>
    [Id(3)]
    public string Title { get; init; } = "";

    /// <summary>What is to be done, in full.</summary>
    [Id(4)]
    public string Description { get; init; } = "";

    /// <summary>True if the incident can't be closed before it is done.</summary>
    [Id(5)]
    public bool Mandatory { get; init; }

    /// <summary>How pressing it is.</summary>
    [Id(6)]
    public TaskPriority Priority { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(7)]
    public TaskState State { get; init; }

    /// <summary>By when it has to be done, if there is such an instant.</summary>
    [Id(8)]
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who is to do it, or empty.</summary>
    [Id(9)]
    public string Assignee { get; init; } = "";

    /// <summary>Its steps.</summary>
    [Id(10)]
    public ImmutableList<ChecklistItem> Checklist { get; init; } = [];

    /// <summary>The playbook from which it came, or empty.</summary>
    [Id(11)]
    public string Playbook { get; init; } = "";

    /// <summary>Its key in that playbook.</summary>
    [Id(12)]
    public string PlaybookKey { get; init; } = "";

    /// <summary>The words given at the last change of state.</summary>
    [Id(13)]
    public string StateNote { get; init; } = "";

    /// <summary>What shows that it was done.</summary>
    [Id(14)]
    public string Evidence { get; init; } = "";

    /// <summary>Who declared it done, or empty.</summary>
    [Id(15)]
    public string CompletedBy { get; init; } = "";

    /// <summary>Who verified it, or empty.</summary>
    [Id(16)]
    public string VerifiedBy { get; init; } = "";

    /// <summary>The cancellation that waits for a second person, if there is one.</summary>
    [Id(17)]
    public PendingCancellation? PendingCancellation { get; init; }

    /// <summary>How often its deadline was escalated: 0, 1 or 2.</summary>
    [Id(18)]
    public int Escalation { get; init; }

    /// <summary>When it was created.</summary>
    [Id(19)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who created it.</summary>
    [Id(20)]
    public string CreatedBy { get; init; } = "";

    /// <summary>When it last changed.</summary>
    [Id(21)]
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A step of a task.</summary>
/// <param name="ItemId">Its id within the task, such as <c>itm-1</c>.</param>
/// <param name="Text">What the step is.</param>
/// <param name="CheckedBy">Who ticked it, or empty.</param>
[GenerateSerializer, Immutable, Alias("ig.ChecklistItem")]
public sealed record ChecklistItem([property: Id(0)] string ItemId, [property: Id(1)] string Text, [property: Id(2)] string CheckedBy = "");

/// <summary>A cancellation that waits for a second person.</summary>
[GenerateSerializer, Immutable, Alias("ig.PendingCancellation")]
public sealed record PendingCancellation([property: Id(0)] string RequestedBy, [property: Id(1)] string Reason);

/// <summary>A task with what it depends on.</summary>
[GenerateSerializer, Immutable, Alias("ig.RemediationTaskView")]
public sealed record RemediationTaskView([property: Id(0)] RemediationTaskState Task, [property: Id(1)] ImmutableList<string> DependsOn);
