using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>An intent to change an incident's obligations.</summary>
[GenerateSerializer, Immutable, Alias("ig.ObligationCommand")]
public abstract record ObligationCommand(CommandMeta Meta) : Command(Meta);

/// <summary>Replace the regulatory facts, and assess what follows.</summary>
[GenerateSerializer, Immutable, Alias("ig.RecordRegulatoryFacts")]
public sealed record RecordRegulatoryFacts(CommandMeta Meta, [property: Id(0)] RegulatoryFacts Facts) : ObligationCommand(Meta);

/// <summary>Assess what the facts require.</summary>
/// <param name="Meta">Who asks.</param>
/// <param name="Stream">The stream whose event is the reason, or empty: the facts must not be older than it.</param>
/// <param name="Seq">The place of that event, or 0.</param>
[GenerateSerializer, Immutable, Alias("ig.AssessObligations")]
public sealed record AssessObligations(CommandMeta Meta, [property: Id(0)] string Stream = "", [property: Id(1)] long Seq = 0) : ObligationCommand(Meta);

/// <summary>Record that an obligation was met; null: now.</summary>
[GenerateSerializer, Immutable, Alias("ig.MarkObligationMet")]
public sealed record MarkObligationMet(
    CommandMeta Meta, [property: Id(0)] string ObligationId, [property: Id(1)] DateTimeOffset? At, [property: Id(2)] string Reference) : ObligationCommand(Meta);

/// <summary>Ask that an obligation need not be met.</summary>
[GenerateSerializer, Immutable, Alias("ig.RequestWaiver")]
public sealed record RequestWaiver(CommandMeta Meta, [property: Id(0)] string ObligationId, [property: Id(1)] string Reason) : ObligationCommand(Meta);

/// <summary>Agree, as a second person, that it need not be met.</summary>
[GenerateSerializer, Immutable, Alias("ig.ApproveWaiver")]
public sealed record ApproveWaiver(CommandMeta Meta, [property: Id(0)] string ObligationId) : ObligationCommand(Meta);

/// <summary>Decide, as a second person, that it has to be met.</summary>
[GenerateSerializer, Immutable, Alias("ig.DeclineWaiver")]
public sealed record DeclineWaiver(CommandMeta Meta, [property: Id(0)] string ObligationId, [property: Id(1)] string Reason) : ObligationCommand(Meta);

/// <summary>Say who answers for it; empty: nobody in particular.</summary>
[GenerateSerializer, Immutable, Alias("ig.AssignObligation")]
public sealed record AssignObligation(CommandMeta Meta, [property: Id(0)] string ObligationId, [property: Id(1)] string Assignee) : ObligationCommand(Meta);

/// <summary>Note that milestones have come. Sent by the system when the clock set for that instant has run out.</summary>
[GenerateSerializer, Immutable, Alias("ig.EscalateObligations")]
public sealed record EscalateObligations(CommandMeta Meta, [property: Id(0)] DateTimeOffset DueAt) : ObligationCommand(Meta);
