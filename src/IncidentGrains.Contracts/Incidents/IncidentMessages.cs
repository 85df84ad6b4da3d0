using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Incidents;

// What other parts of the system and other systems are told: ids, kinds and instants, never free text. Names on the
// wire are pinned in Host/Bus/BusNames.cs, bodies by golden files; a change is a new version beside the old one.

/// <summary>It is a breach.</summary>
public sealed record IncidentConfirmedMessage(string Stream, long Seq) : IBusMessage;

/// <summary>The leak no longer continues.</summary>
public sealed record IncidentContainedMessage(string Stream, long Seq) : IBusMessage;

/// <summary>The removal of the cause began.</summary>
public sealed record RemediationBegunMessage(string Stream, long Seq) : IBusMessage;

/// <summary>An incident ended.</summary>
public sealed record IncidentClosedMessage(string Stream, long Seq, Resolution Resolution) : IBusMessage;

/// <summary>An incident goes on, at a stage.</summary>
public sealed record IncidentReopenedMessage(string Stream, long Seq, Stage Stage) : IBusMessage;

/// <summary>An incident ended as part of another.</summary>
public sealed record IncidentMergedMessage(string Stream, long Seq, string Into) : IBusMessage;

/// <summary>Somebody says that the company knew since an instant.</summary>
public sealed record AwarenessClaimedMessage(string Stream, long Seq, string ClaimId, DateTimeOffset AwareAt) : IBusMessage;

/// <summary>A fact became known; what it is, the incident tells.</summary>
public sealed record FactRecordedMessage(string Stream, long Seq, string FactId, FactKind Kind) : IBusMessage;

/// <summary>A fact turned out wrong, and another replaces it.</summary>
public sealed record FactCorrectedMessage(string Stream, long Seq, string FactId, string Corrects, FactKind Kind) : IBusMessage;

/// <summary>A playbook was applied to an incident; its tasks stand in the event.</summary>
public sealed record PlaybookAppliedMessage(string Stream, long Seq, string Playbook) : IBusMessage;
