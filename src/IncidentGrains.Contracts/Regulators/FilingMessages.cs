using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>A filing went to its regulator: the obligation for which it was made is met.</summary>
/// <param name="Stream">The filing.</param>
/// <param name="Seq">The event of its filing; one sent again after it was sent back is a later event, and changes no clock.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="ObligationId">The obligation within the incident.</param>
/// <param name="At">When it was filed.</param>
public sealed record FilingFiledMessage(string Stream, long Seq, string IncidentId, string ObligationId, DateTimeOffset At) : IBusMessage;

/// <summary>A regulator sent a filing back; what it demands, the filing tells.</summary>
/// <param name="Stream">The filing.</param>
/// <param name="Seq">The event.</param>
/// <param name="Number">The version.</param>
/// <param name="Demands">How many demands it made.</param>
/// <param name="Due">By when they have to be answered; null if it named no instant.</param>
public sealed record FilingSentBackMessage(string Stream, long Seq, int Number, int Demands, DateTimeOffset? Due) : IBusMessage;

/// <summary>A milestone of a demand's deadline has come: zero at the deadline, negative after it.</summary>
public sealed record FilingDemandEscalatedMessage(string Stream, long Seq, string DemandId, TimeSpan Before, DateTimeOffset Deadline) : IBusMessage;
