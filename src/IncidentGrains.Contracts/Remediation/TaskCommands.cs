using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Remediation;

/// <summary>An intent to change one task.</summary>
[GenerateSerializer, Immutable, Alias("ig.TaskCommand")]
public abstract record TaskCommand(CommandMeta Meta) : Command(Meta);

/// <summary>Begin a task of an incident.</summary>
[GenerateSerializer, Immutable, Alias("ig.CreateTask")]
public sealed record CreateTask(
    CommandMeta Meta, [property: Id(0)] string IncidentId, [property: Id(1)] string Title, [property: Id(2)] string Description,
    [property: Id(3)] bool Mandatory, [property: Id(4)] TaskPriority Priority, [property: Id(5)] DateTimeOffset? DueAt,
    [property: Id(6)] ImmutableList<string> Checklist, [property: Id(7)] string Assignee) : TaskCommand(Meta)
{
    /// <summary>The playbook whose application planned it and counts it as open already; null for a task of its own. Sent by the system alone.</summary>
    [Id(8)]
    public PlaybookOrigin? Origin { get; init; }
}

/// <summary>From where in which playbook a task came.</summary>
[GenerateSerializer, Immutable, Alias("ig.PlaybookOrigin")]
public sealed record PlaybookOrigin([property: Id(0)] string Playbook, [property: Id(1)] string Key);

/// <summary>Say who is to do it.</summary>
[GenerateSerializer, Immutable, Alias("ig.AssignTask")]
public sealed record AssignTask(CommandMeta Meta, [property: Id(0)] string Assignee) : TaskCommand(Meta);

/// <summary>Take it from whom it was assigned to.</summary>
[GenerateSerializer, Immutable, Alias("ig.UnassignTask")]
public sealed record UnassignTask(CommandMeta Meta) : TaskCommand(Meta);

/// <summary>Begin the work, or go on after it was blocked.</summary>
[GenerateSerializer, Immutable, Alias("ig.StartTask")]
public sealed record StartTask(CommandMeta Meta) : TaskCommand(Meta);

/// <summary>Say what is in the way.</summary>
[GenerateSerializer, Immutable, Alias("ig.BlockTask")]
public sealed record BlockTask(CommandMeta Meta, [property: Id(0)] string Reason) : TaskCommand(Meta);

/// <summary>Declare it done, with what shows that.</summary>
[GenerateSerializer, Immutable, Alias("ig.CompleteTask")]
public sealed record CompleteTask(CommandMeta Meta, [property: Id(0)] string Evidence) : TaskCommand(Meta);

/// <summary>Confirm, as a second person, that it is done.</summary>
[GenerateSerializer, Immutable, Alias("ig.VerifyTask")]
public sealed record VerifyTask(CommandMeta Meta, [property: Id(0)] string Note) : TaskCommand(Meta);

/// <summary>Send it back: it is not done.</summary>
[GenerateSerializer, Immutable, Alias("ig.ReturnTask")]
public sealed record ReturnTask(CommandMeta Meta, [property: Id(0)] string Reason) : TaskCommand(Meta);

/// <summary>Drop an optional task.</summary>
[GenerateSerializer, Immutable, Alias("ig.CancelTask")]
public sealed record CancelTask(CommandMeta Meta, [property: Id(0)] string Reason) : TaskCommand(Meta);

/// <summary>Ask that a mandatory task be dropped.</summary>
[GenerateSerializer, Immutable, Alias("ig.RequestTaskCancellation")]
public sealed record RequestTaskCancellation(CommandMeta Meta, [property: Id(0)] string Reason) : TaskCommand(Meta);

/// <summary>Agree, as a second person, that a mandatory task be dropped.</summary>
[GenerateSerializer, Immutable, Alias("ig.ApproveTaskCancellation")]
public sealed record ApproveTaskCancellation(CommandMeta Meta) : TaskCommand(Meta);

/// <summary>Decide, as a second person, that a mandatory task stays.</summary>
[GenerateSerializer, Immutable, Alias("ig.DeclineTaskCancellation")]
public sealed record DeclineTaskCancellation(CommandMeta Meta, [property: Id(0)] string Reason) : TaskCommand(Meta);

/// <summary>Go on with a task that was done.</summary>
[GenerateSerializer, Immutable, Alias("ig.ReopenTask")]
public sealed record ReopenTask(CommandMeta Meta, [property: Id(0)] string Reason) : TaskCommand(Meta);

/// <summary>Move its deadline, or take it away.</summary>
[GenerateSerializer, Immutable, Alias("ig.RescheduleTask")]
public sealed record RescheduleTask(CommandMeta Meta, [property: Id(0)] DateTimeOffset? DueAt, [property: Id(1)] string Reason) : TaskCommand(Meta);

/// <summary>Say how pressing it is.</summary>
[GenerateSerializer, Immutable, Alias("ig.SetTaskPriority")]
public sealed record SetTaskPriority(CommandMeta Meta, [property: Id(0)] TaskPriority Priority) : TaskCommand(Meta);

/// <summary>Tick a step.</summary>
[GenerateSerializer, Immutable, Alias("ig.CheckTaskItem")]
public sealed record CheckTaskItem(CommandMeta Meta, [property: Id(0)] string ItemId) : TaskCommand(Meta);

/// <summary>Take a tick back.</summary>
[GenerateSerializer, Immutable, Alias("ig.UncheckTaskItem")]
public sealed record UncheckTaskItem(CommandMeta Meta, [property: Id(0)] string ItemId) : TaskCommand(Meta);

/// <summary>Note that its deadline has passed. Sent by the system when the clock set for that instant has run out.</summary>
[GenerateSerializer, Immutable, Alias("ig.EscalateTask")]
public sealed record EscalateTask(CommandMeta Meta, [property: Id(0)] DateTimeOffset DueAt) : TaskCommand(Meta);
