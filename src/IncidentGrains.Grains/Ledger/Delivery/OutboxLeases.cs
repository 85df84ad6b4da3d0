using Dapper;
using IncidentGrains.Grains.Ledger.Storage;
using Microsoft.Data.Sqlite;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>Which partitions of the outbox this silo sweeps: held for a while, renewed by a conditional update, lost by who dies.</summary>
/// <remarks>
/// The database's clock decides who may take a lease; the holder goes by its own monotonic clock, counted from before it
/// asked, so it believes in its lease for less time than it has it. A silo that was stopped past its lease finds out at
/// the next look at <see cref="Held"/>. What it was just sending may then be sent twice: consumers know a repeat by
/// stream and sequence number, and taking an entry off twice does nothing.
/// </remarks>
internal sealed class OutboxLeases(ILedgerStore store, TimeProvider time, RelayOptions options)
{
    private readonly List<(int Partition, long Epoch)> _held = [];
    private long _asked;

    /// <summary>The partitions of which this silo can still be sure.</summary>
    public IReadOnlyList<int> Held => time.GetElapsedTime(_asked) < options.Lease ? [.. _held.Select(h => h.Partition)] : [];

    /// <summary>True once a third of the lease is used up.</summary>
    public bool ShouldRenew => time.GetElapsedTime(_asked) > options.Lease / 3;

    /// <summary>The epochs of what is held, for whoever wants to see that a new owner came between.</summary>
    public IReadOnlyList<(int Partition, long Epoch)> Epochs => _held;

    /// <summary>Renews what this silo holds and takes what nobody holds any more.</summary>
    public async Task Hold()
    {
        var asked = time.GetTimestamp();
        var rows = await store.Write(async c =>
        {
            var now = c is SqliteConnection ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)" : "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";
            return await c.QueryAsync<(int Partition, long Epoch)>(
                $"""
                UPDATE outbox_lease SET epoch = CASE WHEN owner = @Owner THEN epoch ELSE epoch + 1 END, owner = @Owner, expires_at = {now} + @lease
                WHERE owner = @Owner OR expires_at <= {now} RETURNING partition, epoch
                """,
                new { options.Owner, lease = (long)options.Lease.TotalMilliseconds });
        });
        _held.Clear();
        _held.AddRange(rows);
        _asked = asked;
    }
}
