namespace IncidentGrains.Contracts.Ledger;

/// <summary>A clock that an aggregate had set has run out.</summary>
/// <param name="Stream">The aggregate that owns the clock.</param>
/// <param name="Seq">The event with which it was set: a clock set anew is another one.</param>
/// <param name="Name">Which of the aggregate's clocks.</param>
/// <param name="DueAt">The instant for which it was set.</param>
public sealed record ClockElapsedMessage(string Stream, long Seq, string Name, DateTimeOffset DueAt) : IBusMessage;
