namespace IncidentGrains.Grains.Ledger;

/// <summary>The rules of one kind of aggregate: pure, without Orleans, clock or I/O.</summary>
internal interface IAggregate<TState>
    where TState : class
{
    /// <summary>Changes whenever the same events would fold to another state; old snapshots are then discarded.</summary>
    static abstract string FoldVersion { get; }

    /// <summary>The state before the first event.</summary>
    static abstract TState Empty(string id);

    /// <summary>The state after one more event.</summary>
    static abstract TState Apply(TState state, RecordedEvent item);

    /// <summary>The case to which the aggregate belongs.</summary>
    static abstract string CaseOf(TState state);

    /// <summary>The row by which lists show the aggregate, or null if it has none.</summary>
    /// <param name="state">The state after the append.</param>
    /// <param name="before">The state before it.</param>
    static abstract IndexRow? Index(TState state, TState before);

    /// <summary>The rows of an aggregate whose parts lists show one by one: those that the append changes.</summary>
    /// <param name="state">The state after the append.</param>
    /// <param name="before">The state before it.</param>
    static virtual IReadOnlyList<IndexRow> Rows(TState state, TState before) => [];

    /// <summary>The change of the aggregate's own clock, or null if it stays as it is.</summary>
    /// <param name="state">The state after the append.</param>
    /// <param name="before">The state before it.</param>
    static virtual ClockSet? Clock(TState state, TState before) => null;
}
