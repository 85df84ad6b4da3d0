using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Incidents;

/// <summary>An intent to change one incident.</summary>
[GenerateSerializer, Immutable, Alias("ig.IncidentCommand")]
public abstract record IncidentCommand(CommandMeta Meta) : Command(Meta);

/// <summary>A fact that is known when the incident is opened.</summary>
[GenerateSerializer, Immutable, Alias("ig.NewFact")]
public sealed record NewFact([property: Id(0)] FactKind Kind, [property: Id(1)] FactValue Value);

/// <summary>A claim of awareness that stands when the incident is opened.</summary>
[GenerateSerializer, Immutable, Alias("ig.NewAwarenessClaim")]
public sealed record NewAwarenessClaim([property: Id(0)] DateTimeOffset AwareAt, [property: Id(1)] string AssertedBy, [property: Id(2)] string Basis);

/// <summary>Begin the record of an incident.</summary>
[GenerateSerializer, Immutable, Alias("ig.OpenIncident")]
public sealed record OpenIncident(
    CommandMeta Meta, [property: Id(0)] string Title, [property: Id(1)] string Reference,
    [property: Id(2)] ImmutableList<NewFact> Facts, [property: Id(3)] ImmutableList<NewAwarenessClaim> AwarenessClaims) : IncidentCommand(Meta);

/// <summary>Record a fact.</summary>
[GenerateSerializer, Immutable, Alias("ig.RecordFact")]
public sealed record RecordFact(CommandMeta Meta, [property: Id(0)] FactKind Kind, [property: Id(1)] FactValue Value) : IncidentCommand(Meta);

/// <summary>Replace a fact.</summary>
[GenerateSerializer, Immutable, Alias("ig.CorrectFact")]
public sealed record CorrectFact(
    CommandMeta Meta, [property: Id(0)] string FactId, [property: Id(1)] FactValue Value, [property: Id(2)] string Reason) : IncidentCommand(Meta);

/// <summary>Record who says the company knew, and since when.</summary>
[GenerateSerializer, Immutable, Alias("ig.ClaimAwareness")]
public sealed record ClaimAwareness(
    CommandMeta Meta, [property: Id(0)] DateTimeOffset AwareAt, [property: Id(1)] string AssertedBy, [property: Id(2)] string Basis) : IncidentCommand(Meta);

/// <summary>Set the severity.</summary>
[GenerateSerializer, Immutable, Alias("ig.TriageIncident")]
public sealed record TriageIncident(CommandMeta Meta, [property: Id(0)] Severity Severity, [property: Id(1)] ImmutableList<string> Reasons) : IncidentCommand(Meta);

/// <summary>Confirm the breach.</summary>
[GenerateSerializer, Immutable, Alias("ig.ConfirmIncident")]
public sealed record ConfirmIncident(CommandMeta Meta, [property: Id(0)] string Note) : IncidentCommand(Meta)
{
    /// <summary>The playbooks to apply; null for those that the server suggests.</summary>
    [Id(1)]
    public ImmutableList<string>? Playbooks { get; init; }
}

/// <summary>Declare it contained.</summary>
[GenerateSerializer, Immutable, Alias("ig.ContainIncident")]
public sealed record ContainIncident(CommandMeta Meta, [property: Id(0)] string Note) : IncidentCommand(Meta);

/// <summary>Begin the removal of the cause.</summary>
[GenerateSerializer, Immutable, Alias("ig.RemediateIncident")]
public sealed record RemediateIncident(CommandMeta Meta, [property: Id(0)] string Note) : IncidentCommand(Meta);

/// <summary>End it.</summary>
[GenerateSerializer, Immutable, Alias("ig.CloseIncident")]
public sealed record CloseIncident(CommandMeta Meta, [property: Id(0)] Resolution Resolution, [property: Id(1)] string Note) : IncidentCommand(Meta);

/// <summary>Go on with it.</summary>
[GenerateSerializer, Immutable, Alias("ig.ReopenIncident")]
public sealed record ReopenIncident(CommandMeta Meta, [property: Id(0)] string Reason) : IncidentCommand(Meta);

/// <summary>Relate it to another.</summary>
[GenerateSerializer, Immutable, Alias("ig.LinkIncident")]
public sealed record LinkIncident(CommandMeta Meta, [property: Id(0)] string Other, [property: Id(1)] LinkKind Kind) : IncidentCommand(Meta);

/// <summary>Remove a relation.</summary>
[GenerateSerializer, Immutable, Alias("ig.UnlinkIncident")]
public sealed record UnlinkIncident(CommandMeta Meta, [property: Id(0)] string Other, [property: Id(1)] string Reason) : IncidentCommand(Meta);

/// <summary>End it as part of another.</summary>
[GenerateSerializer, Immutable, Alias("ig.MergeIncident")]
public sealed record MergeIncident(CommandMeta Meta, [property: Id(0)] string Into, [property: Id(1)] string Reason) : IncidentCommand(Meta);

/// <summary>Note that another became part of it. Sent by the system after a merge.</summary>
[GenerateSerializer, Immutable, Alias("ig.AbsorbIncident")]
public sealed record AbsorbIncident(CommandMeta Meta, [property: Id(0)] string Source) : IncidentCommand(Meta);

/// <summary>Give a role.</summary>
[GenerateSerializer, Immutable, Alias("ig.AssignRole")]
public sealed record AssignRole(CommandMeta Meta, [property: Id(0)] IncidentRole Role, [property: Id(1)] string Person) : IncidentCommand(Meta);

/// <summary>Take a role.</summary>
[GenerateSerializer, Immutable, Alias("ig.UnassignRole")]
public sealed record UnassignRole(CommandMeta Meta, [property: Id(0)] IncidentRole Role, [property: Id(1)] string Person) : IncidentCommand(Meta);

/// <summary>Let only named members see it.</summary>
[GenerateSerializer, Immutable, Alias("ig.RestrictIncident")]
public sealed record RestrictIncident(CommandMeta Meta, [property: Id(0)] ImmutableList<string> Members, [property: Id(1)] string Reason) : IncidentCommand(Meta);

/// <summary>Lift the restriction.</summary>
[GenerateSerializer, Immutable, Alias("ig.UnrestrictIncident")]
public sealed record UnrestrictIncident(CommandMeta Meta, [property: Id(0)] string Reason) : IncidentCommand(Meta);

/// <summary>Note something that happened; without an instant, it happened now.</summary>
[GenerateSerializer, Immutable, Alias("ig.AddTimelineEntry")]
public sealed record AddTimelineEntry(CommandMeta Meta, [property: Id(0)] DateTimeOffset? OccurredAt, [property: Id(1)] string Text) : IncidentCommand(Meta);

/// <summary>Ask that a text be destroyed.</summary>
[GenerateSerializer, Immutable, Alias("ig.RequestRedaction")]
public sealed record RequestRedaction(CommandMeta Meta, [property: Id(0)] string TargetId, [property: Id(1)] string Reason) : IncidentCommand(Meta);

/// <summary>Agree, as a second person, that a text be destroyed.</summary>
[GenerateSerializer, Immutable, Alias("ig.ApproveRedaction")]
public sealed record ApproveRedaction(CommandMeta Meta, [property: Id(0)] string RedactionId) : IncidentCommand(Meta);

/// <summary>Decide that a text stays.</summary>
[GenerateSerializer, Immutable, Alias("ig.DeclineRedaction")]
public sealed record DeclineRedaction(CommandMeta Meta, [property: Id(0)] string RedactionId, [property: Id(1)] string Reason) : IncidentCommand(Meta);

/// <summary>Bring a playbook's tasks into it.</summary>
[GenerateSerializer, Immutable, Alias("ig.ApplyPlaybook")]
public sealed record ApplyPlaybook(CommandMeta Meta, [property: Id(0)] string Playbook) : IncidentCommand(Meta);

/// <summary>Let a task wait for another.</summary>
[GenerateSerializer, Immutable, Alias("ig.AddTaskDependency")]
public sealed record AddTaskDependency(CommandMeta Meta, [property: Id(0)] string TaskId, [property: Id(1)] string DependsOn) : IncidentCommand(Meta);

/// <summary>Let a task no longer wait for another.</summary>
[GenerateSerializer, Immutable, Alias("ig.RemoveTaskDependency")]
public sealed record RemoveTaskDependency(
    CommandMeta Meta, [property: Id(0)] string TaskId, [property: Id(1)] string DependsOn, [property: Id(2)] string Reason) : IncidentCommand(Meta);
