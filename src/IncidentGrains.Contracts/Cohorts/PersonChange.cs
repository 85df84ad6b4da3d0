namespace IncidentGrains.Contracts.Cohorts;

/// <summary>A change of one person's data as its registry's events tell it. Who the person is stands in no event.</summary>
[GenerateSerializer, Immutable, Alias("ig.PersonChange")]
public sealed record PersonChange
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required string ChangeId { get; init; }

    /// <summary>What is to happen.</summary>
    [Id(1)]
    public ChangeKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public ChangeState State { get; init; }

    /// <summary>A keyed commitment of who the person is.</summary>
    [Id(3)]
    public string Commitment { get; init; } = "";

    /// <summary>Why it was asked for.</summary>
    [Id(4)]
    public string Reason { get; init; } = "";

    /// <summary>Who asked for it.</summary>
    [Id(5)]
    public string RequestedBy { get; init; } = "";

    /// <summary>When it was asked for.</summary>
    [Id(6)]
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Who approved or declined it, or empty.</summary>
    [Id(7)]
    public string DecidedBy { get; init; } = "";

    /// <summary>When it was approved or declined.</summary>
    [Id(8)]
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was declined, or empty.</summary>
    [Id(9)]
    public string DeclineReason { get; init; } = "";

    /// <summary>When it was carried out.</summary>
    [Id(10)]
    public DateTimeOffset? ExecutedAt { get; init; }

    /// <summary>How many chunks were rewritten.</summary>
    [Id(11)]
    public long ChunksRewritten { get; init; }

    /// <summary>How many keys were destroyed.</summary>
    [Id(12)]
    public long KeysDestroyed { get; init; }
}
