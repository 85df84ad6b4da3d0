namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>How patient the relay is.</summary>
internal sealed record RelayOptions
{
    /// <summary>Whose leases they are: one name for the only server of a database file, so that it goes on at once after a restart; else unique.</summary>
    public string Owner { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>How long a lease lasts: what a silo that died keeps others waiting for. Default: 12 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long an entry is left to the silo that appended it. Default: 5 s.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the outbox is looked at. Default: 1 s.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one publication may take before it is made again later. Default: 10 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pauses after which an entry that nobody could send is tried again; after the last it is parked. Default: 1 s to 2 minutes.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];
}
