using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators.Filings;

/// <summary>An intent to change one filing.</summary>
[GenerateSerializer, Immutable, Alias("ig.FilingCommand")]
public abstract record FilingCommand(CommandMeta Meta) : Command(Meta);

/// <summary>Begin a filing with one regulator, prefilled from the record.</summary>
/// <param name="Meta">Who asks.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Obligations">For which of its obligations; none: it is voluntary.</param>
/// <param name="Regulator">The regulator's code; empty: the first recipient of the obligations.</param>
/// <param name="Jurisdiction">Under whose law, of a voluntary one; else that of the obligations.</param>
/// <param name="Form">The form; empty: the one for the obligations' rules.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>; empty: the regulator's.</param>
[GenerateSerializer, Immutable, Alias("ig.DraftFiling")]
public sealed record DraftFiling(
    CommandMeta Meta, [property: Id(0)] string IncidentId, [property: Id(1)] ImmutableList<string> Obligations, [property: Id(2)] string Regulator,
    [property: Id(3)] string Jurisdiction, [property: Id(4)] string Form, [property: Id(5)] string Language) : FilingCommand(Meta);

/// <summary>Write fields of the draft.</summary>
[GenerateSerializer, Immutable, Alias("ig.UpdateFilingFields")]
public sealed record UpdateFilingFields(CommandMeta Meta, [property: Id(0)] ImmutableList<FieldText> Fields) : FilingCommand(Meta);

/// <summary>The text of a field.</summary>
[GenerateSerializer, Immutable, Alias("ig.FieldText")]
public sealed record FieldText([property: Id(0)] string Key, [property: Id(1)] string Text);

/// <summary>Take the fields of the draft that nobody edited anew from the record.</summary>
[GenerateSerializer, Immutable, Alias("ig.RefreshFiling")]
public sealed record RefreshFiling(CommandMeta Meta) : FilingCommand(Meta);

/// <summary>Send the draft into review.</summary>
/// <param name="Meta">Who asks.</param>
/// <param name="IncompleteReason">Why it is to be sent although something is missing; empty if nothing is.</param>
[GenerateSerializer, Immutable, Alias("ig.SubmitFilingForReview")]
public sealed record SubmitFilingForReview(CommandMeta Meta, [property: Id(0)] string IncompleteReason) : FilingCommand(Meta);

/// <summary>Give it back to its authors.</summary>
[GenerateSerializer, Immutable, Alias("ig.ReturnFilingToDraft")]
public sealed record ReturnFilingToDraft(CommandMeta Meta, [property: Id(0)] string Comment) : FilingCommand(Meta);

/// <summary>Approve, as a second person, that it is sent as it is.</summary>
[GenerateSerializer, Immutable, Alias("ig.ApproveFiling")]
public sealed record ApproveFiling(CommandMeta Meta) : FilingCommand(Meta);

/// <summary>Record that the regulator got the approved version; null: now.</summary>
[GenerateSerializer, Immutable, Alias("ig.RecordFilingFiled")]
public sealed record RecordFilingFiled(
    CommandMeta Meta, [property: Id(0)] string ReceiptNumber, [property: Id(1)] DateTimeOffset? FiledAt) : FilingCommand(Meta);

/// <summary>Record that the regulator sent it back, with what it demands and by when; null: now, and no deadline.</summary>
[GenerateSerializer, Immutable, Alias("ig.RecordFilingSentBack")]
public sealed record RecordFilingSentBack(
    CommandMeta Meta, [property: Id(0)] ImmutableList<string> Demands, [property: Id(1)] DateTimeOffset? Due, [property: Id(2)] DateTimeOffset? SentBackAt) : FilingCommand(Meta);

/// <summary>Begin the next version, with the fields of the one before.</summary>
[GenerateSerializer, Immutable, Alias("ig.StartFilingVersion")]
public sealed record StartFilingVersion(CommandMeta Meta, [property: Id(0)] FilingVersionKind Kind) : FilingCommand(Meta);

/// <summary>Say that nothing more is to be sent.</summary>
[GenerateSerializer, Immutable, Alias("ig.MarkFilingFinal")]
public sealed record MarkFilingFinal(CommandMeta Meta) : FilingCommand(Meta);

/// <summary>Give it up, or take it back.</summary>
[GenerateSerializer, Immutable, Alias("ig.WithdrawFiling")]
public sealed record WithdrawFiling(CommandMeta Meta, [property: Id(0)] string Reason) : FilingCommand(Meta);

/// <summary>Record that a copy of a version in clear is about to leave. Sent by the exporter once the copy is made and before it is handed out.</summary>
/// <param name="Meta">Who asks.</param>
/// <param name="Number">The version.</param>
/// <param name="Format">As what.</param>
/// <param name="Reason">For what.</param>
/// <param name="Digest">SHA-256 of the copy, in lower-case hex.</param>
/// <param name="Bytes">Its length.</param>
[GenerateSerializer, Immutable, Alias("ig.RecordFilingExported")]
public sealed record RecordFilingExported(
    CommandMeta Meta, [property: Id(0)] int Number, [property: Id(1)] FilingExportFormat Format, [property: Id(2)] string Reason, [property: Id(3)] string Digest,
    [property: Id(4)] long Bytes) : FilingCommand(Meta);

/// <summary>Note that milestones of demands' deadlines have come. Sent by the system when the clock set for that instant has run out.</summary>
[GenerateSerializer, Immutable, Alias("ig.EscalateFilingDemands")]
public sealed record EscalateFilingDemands(CommandMeta Meta, [property: Id(0)] DateTimeOffset DueAt) : FilingCommand(Meta);
