using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Incidents;

/// <summary>An incident ended as part of another.</summary>
public sealed record IncidentMergedMessage(string Stream, long Seq, string Into) : IBusMessage;

/// <summary>An incident was confirmed as a breach.</summary>
public sealed record IncidentConfirmedMessage(string Stream, long Seq) : IBusMessage;

/// <summary>A playbook was applied to an incident; its tasks stand in the event.</summary>
public sealed record PlaybookAppliedMessage(string Stream, long Seq, string Playbook) : IBusMessage;
