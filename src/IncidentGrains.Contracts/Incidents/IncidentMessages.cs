using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Incidents;

/// <summary>An incident ended as part of another.</summary>
public sealed record IncidentMergedMessage(string Stream, long Seq, string Into) : IBusMessage;
