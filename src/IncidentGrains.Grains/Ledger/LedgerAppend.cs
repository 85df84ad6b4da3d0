using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger;

/// <summary>One command's whole effect: written in one transaction, or not at all.</summary>
/// <param name="Stream">The aggregate.</param>
/// <param name="CaseId">The case of the aggregate.</param>
/// <param name="ExpectedSeq">Where the stream must end for the append to be made; 0 for a new stream.</param>
/// <param name="CommandId">The id of the intent, unique in the stream.</param>
/// <param name="CommandDigest">SHA-256 of the command's content, so that a reused id is told from a retry.</param>
/// <param name="Events">At least one event, hashed in continuation of the stream's head.</param>
internal sealed record LedgerAppend(
    string Stream, string CaseId, long ExpectedSeq, string CommandId, byte[] CommandDigest, IReadOnlyList<NewEvent> Events)
{
    /// <summary>Counters required and changed; what makes a rule hold across aggregates.</summary>
    public IReadOnlyList<GuardChange> Guards { get; init; } = [];

    /// <summary>Payloads destroyed with this append.</summary>
    public IReadOnlyList<PayloadRedaction> Redactions { get; init; } = [];

    /// <summary>The aggregate's row in lists, if this append changes it.</summary>
    public IndexRow? Index { get; init; }

    /// <summary>The rows of the aggregate's parts that this append changes.</summary>
    public IReadOnlyList<IndexRow> Rows { get; init; } = [];

    /// <summary>Clocks armed with this append.</summary>
    public IReadOnlyList<ClockArm> Clocks { get; init; } = [];

    /// <summary>The aggregate's own clock, if this append changes it.</summary>
    public ClockSet? Clock { get; init; }

    public long LastSeq => ExpectedSeq + Events.Count;
}

/// <summary>An event to write, and whether the bus is told of it.</summary>
internal sealed record NewEvent(LedgerEvent Event, bool Publish);

/// <summary>A counter of a case: required to be zero if asked, then changed.</summary>
internal sealed record GuardChange(string CaseId, string Name, long Delta = 0, bool RequireZero = false)
{
    /// <summary>The case id of guards that hold across all cases.</summary>
    public const string Everywhere = "*";
}

/// <summary>The payload of an event is replaced by what remains of it.</summary>
internal sealed record PayloadRedaction(long Seq, byte[] Remainder);

/// <summary>A clock is armed, or moved to an earlier instant if it is armed for a later one.</summary>
internal sealed record ClockArm(string Owner, string Name, long DueAtMicros);

/// <summary>A clock of the appended stream is set to exactly this instant, whatever it was set to; null takes it away.</summary>
internal sealed record ClockSet(string Name, long? DueAtMicros);

/// <summary>What became of an append.</summary>
internal abstract record AppendOutcome
{
    /// <summary>It is in the ledger, on disk.</summary>
    internal sealed record Appended : AppendOutcome;

    /// <summary>The same command was appended before; nothing was written now.</summary>
    internal sealed record Repeated(long FirstSeq, long LastSeq) : AppendOutcome;

    /// <summary>The command id belongs to another command; nothing was written.</summary>
    internal sealed record CommandReused : AppendOutcome;

    /// <summary>The stream ends elsewhere; nothing was written.</summary>
    internal sealed record Stale(long CurrentSeq) : AppendOutcome;

    /// <summary>A counter that must be zero is not; nothing was written.</summary>
    internal sealed record GuardRefused(string CaseId, string Name, long Count) : AppendOutcome;
}
