using System.Threading.Channels;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>What this silo has just appended and the bus is told of: by partition, in order, bounded. What finds no place stays in the outbox for the sweep.</summary>
internal sealed class OutboxFeed
{
    // A partition that has more waiting is slower than the sweep will be.
    private const int Depth = 512;

    private readonly Channel<LedgerEvent>[] _partitions = [.. Enumerable.Range(0, OutboxPartition.Count)
        .Select(_ => Channel.CreateBounded<LedgerEvent>(new BoundedChannelOptions(Depth) { SingleReader = true }))];

    /// <summary>What was appended to streams of a partition.</summary>
    public ChannelReader<LedgerEvent> Of(int partition) => _partitions[partition].Reader;

    /// <summary>Takes an event; false if there is no place for it.</summary>
    public bool Offer(LedgerEvent item) => _partitions[OutboxPartition.Of(item.Header.Stream)].Writer.TryWrite(item);
}
