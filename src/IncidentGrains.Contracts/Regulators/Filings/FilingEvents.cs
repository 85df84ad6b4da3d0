using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators.Filings;

// The events of a filing, as they are stored. Their names and shapes are for ever: a change is a new version of the type,
// with an upcast of the old one. Golden files in tests/IncidentGrains.Tests/Golden pin each.

/// <summary>A filing began: its first version is a draft, prefilled from the record.</summary>
/// <param name="IncidentId">The incident it belongs to.</param>
/// <param name="Obligations">For which of its obligations; none of a voluntary one.</param>
/// <param name="Regulator">The regulator's code.</param>
/// <param name="Jurisdiction">Under whose law.</param>
/// <param name="TimeZone">The zone in which its text gives instants.</param>
/// <param name="Form">The form.</param>
/// <param name="FormDigest">SHA-256 of the form's file, in lower-case hex.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>.</param>
/// <param name="Title">The form's title in that language.</param>
/// <param name="Fields">The fields.</param>
public sealed record FilingDrafted(
    string IncidentId, ImmutableList<string> Obligations, string Regulator, string Jurisdiction, string TimeZone, string Form, string FormDigest,
    string Language, string Title, ImmutableList<FilingField> Fields) : IDomainEvent;

/// <summary>A person wrote fields of the draft.</summary>
public sealed record FilingFieldsUpdated(int Number, ImmutableList<FieldText> Fields) : IDomainEvent;

/// <summary>Fields were taken anew from the record, or added for demands: these, as they are from here on.</summary>
public sealed record FilingRefreshed(int Number, string FormDigest, ImmutableList<FilingField> Fields) : IDomainEvent;

/// <summary>The draft went into review.</summary>
/// <param name="Number">The version.</param>
/// <param name="IncompleteReason">Why it is to be sent although something is missing, or empty.</param>
/// <param name="Lacking">The keys of what is missing or too long.</param>
public sealed record FilingSubmitted(int Number, string IncompleteReason, ImmutableList<string> Lacking) : IDomainEvent;

/// <summary>A reviewer gave it back to its authors.</summary>
public sealed record FilingReturned(int Number, string Comment) : IDomainEvent;

/// <summary>A second person approved it.</summary>
/// <param name="Number">The version.</param>
/// <param name="TextDigest">SHA-256 of the approved text, in lower-case hex; see <see cref="FilingText"/>.</param>
public sealed record FilingApproved(int Number, string TextDigest) : IDomainEvent;

/// <summary>The regulator got it.</summary>
/// <param name="Number">The version.</param>
/// <param name="ReceiptNumber">The regulator's receipt.</param>
/// <param name="FiledAt">When.</param>
/// <param name="Answers">The demands that it answers.</param>
public sealed record FilingFiled(int Number, string ReceiptNumber, DateTimeOffset FiledAt, ImmutableList<string> Answers) : IDomainEvent;

/// <summary>An obligation was reported with a version that was filed; of one reported before, the first instant counts.</summary>
public sealed record FilingObligationReported(string IncidentId, string ObligationId, int Number, DateTimeOffset FiledAt) : IDomainEvent;

/// <summary>The regulator sent it back.</summary>
/// <param name="Number">The version.</param>
/// <param name="SentBackAt">When.</param>
/// <param name="Demands">What it demands.</param>
/// <param name="Due">By when; null if the regulator named no instant.</param>
public sealed record FilingSentBack(int Number, DateTimeOffset SentBackAt, ImmutableList<DemandText> Demands, DateTimeOffset? Due = null) : IDomainEvent;

/// <summary>A demand in the regulator's words.</summary>
public sealed record DemandText(string DemandId, string Text);

/// <summary>The next version began as a draft.</summary>
public sealed record FilingVersionStarted(int Number, FilingVersionKind Kind, string FormDigest, ImmutableList<FilingField> Fields) : IDomainEvent;

/// <summary>Nothing more is to be sent.</summary>
public sealed record FilingFinalised(int Number) : IDomainEvent;

/// <summary>It was given up, or taken back.</summary>
public sealed record FilingWithdrawn(string Reason) : IDomainEvent;

/// <summary>A copy in clear left: with the organisation's contact points and the names of its staff.</summary>
/// <param name="Number">The version.</param>
/// <param name="Format">As what.</param>
/// <param name="Reason">For what.</param>
/// <param name="Digest">SHA-256 of the copy, in lower-case hex: a copy that turns up can be told by it.</param>
/// <param name="Bytes">Its length.</param>
public sealed record FilingExported(int Number, FilingExportFormat Format, string Reason, string Digest, long Bytes) : IDomainEvent;

/// <summary>A milestone of a demand's deadline has come.</summary>
/// <param name="DemandId">The demand.</param>
/// <param name="Before">How long before the deadline it stands; zero at the deadline, negative after it.</param>
/// <param name="Deadline">The deadline.</param>
/// <param name="To">Who is told, as <c>issuer|subject</c>.</param>
public sealed record FilingDemandEscalated(string DemandId, TimeSpan Before, DateTimeOffset Deadline, ImmutableList<string> To) : IDomainEvent;
