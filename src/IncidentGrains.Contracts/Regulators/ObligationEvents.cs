using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators;

// The events of an incident's obligations, as they are stored. Their names and shapes are for ever: a change is a new version
// of the type, with an upcast of the old one. Golden files in tests/IncidentGrains.Tests/Golden pin each.

/// <summary>What the laws ask beside the incident's own facts was recorded, in place of what was recorded before.</summary>
public sealed record RegulatoryFactsRecorded(RegulatoryFacts Facts) : IDomainEvent;

/// <summary>The facts were assessed, and something followed.</summary>
/// <param name="AsOf">When.</param>
/// <param name="PacksDigest">SHA-256 of the rule packs that were applied, in lower-case hex.</param>
/// <param name="Facts">The facts as they were assessed, in the JSON of the rules: counts, codes and instants.</param>
/// <param name="Opened">What arose.</param>
/// <param name="Changed">What stands otherwise than before.</param>
/// <param name="Superseded">Ids of what the facts no longer make.</param>
public sealed record ObligationsAssessed(
    DateTimeOffset AsOf, string PacksDigest, string Facts, ImmutableList<AssessedObligation> Opened, ImmutableList<AssessedObligation> Changed,
    ImmutableList<string> Superseded) : IDomainEvent;

/// <summary>An obligation was met.</summary>
/// <param name="ObligationId">The obligation.</param>
/// <param name="Type">As what the facts hold it: <c>report_filed</c>, <c>notice_sent</c>, <c>posted</c>, or what else meets the rule.</param>
/// <param name="At">When.</param>
/// <param name="Reference">What shows it.</param>
public sealed record ObligationMet(string ObligationId, string Type, DateTimeOffset At, string Reference) : IDomainEvent;

/// <summary>Somebody asks that an obligation need not be met.</summary>
public sealed record WaiverRequested(string ObligationId, string Reason) : IDomainEvent;

/// <summary>A second person agreed: it need not be met.</summary>
public sealed record WaiverApproved(string ObligationId, string Reason) : IDomainEvent;

/// <summary>A second person declined: it has to be met.</summary>
public sealed record WaiverDeclined(string ObligationId, string Reason) : IDomainEvent;

/// <summary>Somebody answers for an obligation from here on; empty: nobody in particular.</summary>
public sealed record ObligationAssigned(string ObligationId, string Assignee) : IDomainEvent;

/// <summary>A milestone of an obligation's deadline has come.</summary>
/// <param name="ObligationId">The obligation.</param>
/// <param name="Before">How long before the deadline it stands; zero at the deadline, negative after it.</param>
/// <param name="Deadline">The deadline.</param>
/// <param name="To">Who is told, as <c>issuer|subject</c>; empty if nobody is assigned.</param>
public sealed record ObligationEscalated(string ObligationId, TimeSpan Before, DateTimeOffset Deadline, ImmutableList<string> To) : IDomainEvent;
