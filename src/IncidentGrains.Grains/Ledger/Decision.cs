using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Grains.Ledger;

/// <summary>What an aggregate decided: the events that follow from a command, and what must hold for them to be recorded.</summary>
internal sealed record Decision(IReadOnlyList<IDomainEvent> Events)
{
    /// <summary>Counters required and changed with the append.</summary>
    public IReadOnlyList<GuardChange> Guards { get; init; } = [];

    /// <summary>The event whose payload is destroyed with the append, and what remains of it.</summary>
    public (long Seq, IDomainEvent Remainder)? Redaction { get; init; }

    /// <summary>True if a signed checkpoint is to follow at once instead of within the interval.</summary>
    public bool Milestone { get; init; }

    /// <summary>Nothing needs to be recorded: it is so already.</summary>
    public static Decision Nothing { get; } = new([]);

    /// <summary>One event.</summary>
    public static Decision Of(IDomainEvent item) => new([item]);
}
