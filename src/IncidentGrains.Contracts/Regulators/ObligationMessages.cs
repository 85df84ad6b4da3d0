using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators;

// Names on the wire are pinned in Host/Bus/BusNames.cs, bodies by golden files; a change is a new version beside the old one.

/// <summary>What an incident requires has changed; what exactly, its obligations tell.</summary>
/// <param name="Stream">The obligations.</param>
/// <param name="Seq">The assessment.</param>
/// <param name="Opened">How many arose.</param>
/// <param name="Changed">How many stand otherwise than before.</param>
/// <param name="Superseded">How many the facts no longer make.</param>
public sealed record ObligationsAssessedMessage(string Stream, long Seq, int Opened, int Changed, int Superseded) : IBusMessage;

/// <summary>An obligation was met.</summary>
public sealed record ObligationMetMessage(string Stream, long Seq, string ObligationId, DateTimeOffset At) : IBusMessage;

/// <summary>A milestone of an obligation's deadline has come: zero at the deadline, negative after it.</summary>
public sealed record ObligationEscalatedMessage(string Stream, long Seq, string ObligationId, TimeSpan Before, DateTimeOffset Deadline) : IBusMessage;
