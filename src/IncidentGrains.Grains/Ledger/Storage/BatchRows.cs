using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger.Storage;

/// <summary>What a batch must know of the database before it decides: read under row locks.</summary>
/// <param name="Heads">Where each known stream of the batch ends.</param>
/// <param name="Commands">Those of the batch's commands that were appended before.</param>
/// <param name="Guards">The counters that the batch names; absent ones are zero.</param>
internal sealed record BatchView(
    IReadOnlyDictionary<string, StreamHead> Heads,
    IReadOnlyDictionary<(string Stream, string CommandId), CommandRow> Commands,
    IReadOnlyDictionary<(string CaseId, string Name), long> Guards);

/// <summary>A command as appended.</summary>
internal sealed record CommandRow(string Stream, string CommandId, byte[] Digest, long FirstSeq, long LastSeq);

/// <summary>A counter's new value.</summary>
internal sealed record GuardRow(string CaseId, string Name, long N);

/// <summary>A redaction of one event.</summary>
internal sealed record RedactionRow(string Stream, long Seq, byte[] Remainder);

/// <summary>A clock set exactly; <paramref name="Armed"/> is the event that sets it, so that no two settings are alike.</summary>
internal sealed record ClockRow(string Owner, string Name, long? DueAtMicros, long Armed);

/// <summary>A stream's new end.</summary>
internal sealed record HeadRow(string Stream, string CaseId, long Seq, byte[] Hash, bool IsNew);

/// <summary>All that a batch writes, in one transaction.</summary>
internal sealed class BatchRows
{
    public List<HeadRow> Heads { get; } = [];

    public List<CommandRow> Commands { get; } = [];

    public List<NewEvent> Events { get; } = [];

    public List<GuardRow> Guards { get; } = [];

    public List<IndexRow> Index { get; } = [];

    public List<ClockArm> Clocks { get; } = [];

    public List<ClockRow> ClockSets { get; } = [];

    public List<RedactionRow> Redactions { get; } = [];
}
