using System.Threading.Channels;
using IncidentGrains.Proof;
using Microsoft.Extensions.Hosting;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>Tells the bus at once of what this silo appends: in order within a stream, partitions beside each other.</summary>
/// <remarks>
/// Whatever does not get through here (a failure, a full feed, a bus that is away) stays in the outbox, where
/// <see cref="OutboxSweep"/> takes it up. A consumer may therefore see a message again, or after a later one of its
/// stream; it knows it by stream and sequence number.
/// </remarks>
internal sealed class Relay(OutboxFeed feed, BusDelivery delivery, OutboxRemovals removals) : BackgroundService
{
    private const int AtOnce = 64;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, OutboxPartition.Count).Select(p => Forward(feed.Of(p), stoppingToken)));

    private async Task Forward(ChannelReader<LedgerEvent> fresh, CancellationToken stoppingToken)
    {
        var taken = new List<LedgerEvent>(AtOnce);
        while (await fresh.WaitToReadAsync(stoppingToken))
        {
            while (taken.Count < AtOnce && fresh.TryRead(out var item))
            {
                taken.Add(item);
            }

            await Task.WhenAll(taken.GroupBy(e => e.Header.Stream, StringComparer.Ordinal).Select(s => Tell(s, stoppingToken)));
            taken.Clear();
        }
    }

    private async Task Tell(IEnumerable<LedgerEvent> ofOneStream, CancellationToken stoppingToken)
    {
        foreach (var item in ofOneStream)
        {
            // What follows a failure waits with it: the sweep keeps their order.
            if (delivery.IsAway || (await delivery.Tell(new StoredEvent(0, item, Remainder: null), stoppingToken)).Outcome != DeliveryOutcome.Done)
            {
                return;
            }

            removals.Add(item.Header.Stream, item.Header.Seq);
        }
    }
}
