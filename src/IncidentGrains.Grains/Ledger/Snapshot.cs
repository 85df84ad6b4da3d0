namespace IncidentGrains.Grains.Ledger;

/// <summary>A state saved to spare reading its stream from the start. A cache: the ledger decides whether it still holds.</summary>
internal sealed class Snapshot<TState>
    where TState : class
{
    /// <summary>The state; null if nothing was saved.</summary>
    public TState? State { get; set; }

    /// <summary>The last event folded in.</summary>
    public long Seq { get; set; }

    /// <summary>That event's hash: a snapshot of another history is discarded.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>When that event was recorded.</summary>
    public long AtMicros { get; set; }

    /// <summary>The version of the fold that made it: another fold would make another state of the same events.</summary>
    public string FoldVersion { get; set; } = "";
}
