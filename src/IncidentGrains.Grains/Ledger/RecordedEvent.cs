using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Ledger;

/// <summary>An event with what a fold needs to know of its recording.</summary>
internal sealed record RecordedEvent(long Seq, string Actor, DateTimeOffset At, IDomainEvent Event);
