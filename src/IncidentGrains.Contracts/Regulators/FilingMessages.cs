using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Regulators;

/// <summary>A filing went to its regulator: the obligation for which it was made is met.</summary>
/// <param name="Stream">The filing.</param>
/// <param name="Seq">The event of its filing; one sent again after it was sent back is a later event, and changes no clock.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="ObligationId">The obligation within the incident.</param>
/// <param name="At">When it was filed.</param>
public sealed record FilingFiledMessage(string Stream, long Seq, string IncidentId, string ObligationId, DateTimeOffset At) : IBusMessage;
