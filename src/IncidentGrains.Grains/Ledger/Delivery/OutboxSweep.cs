using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>Sends what is still in the outbox after a while: after a crash, after a bus that was away. In the order of position, by who holds the lease.</summary>
internal sealed partial class OutboxSweep(
    Outbox outbox, BusDelivery delivery, ParkedMessages parked, OutboxLeases leases, TimeProvider time, RelayOptions options, ILogger<OutboxSweep> logger)
    : BackgroundService
{
    private const int PageSize = 512;

    private const int StreamsAtOnce = 32;

    private readonly SettledPosition _settled = new(time, options.Settle);
    private readonly FailedEntries _failed = new(time, options.Pauses);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The entries stay; the next sweep, here or on another silo, takes them up.
                LogFailed(logger, e.GetType().Name);
            }

            await Task.Delay(options.Sweep, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Sweep(CancellationToken stoppingToken)
    {
        // Most looks end here: an idle server writes nothing, and leases are for who has something to sweep.
        var upTo = _settled.Note(await outbox.LastPosition());
        if (upTo == 0 || (await outbox.Oldest(1)) is not [var oldest] || oldest.Position > upTo)
        {
            return;
        }

        for (long position = 0; !stoppingToken.IsCancellationRequested;)
        {
            if (leases.ShouldRenew)
            {
                await leases.Hold();
            }

            if (leases.Held is not { Count: > 0 } held || await outbox.Page(held, position, upTo, PageSize) is not { Count: > 0 } page)
            {
                return;
            }

            position = page[^1].Position;
            var due = page.Where(e => !_failed.IsPausing(e.Position)).ToList();

            // One message is enough to find out whether a bus that was away is back.
            await Send(delivery.IsAway ? [.. due.Take(1)] : due, stoppingToken);
            if (delivery.IsAway)
            {
                return;
            }
        }
    }

    private async Task Send(List<OutboxEntry> due, CancellationToken stoppingToken)
    {
        var done = new ConcurrentBag<OutboxEntry>();
        var failed = new ConcurrentBag<(OutboxEntry Entry, string Type, string Reason)>();
        try
        {
            await Parallel.ForEachAsync(
                due.GroupBy(e => e.Stream, StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = StreamsAtOnce, CancellationToken = stoppingToken },
                async (stream, stopping) => await SendStream(stream, done, failed, stopping));
        }
        finally
        {
            // Also when another stream could not be read: what is sent need not be sent again.
            await outbox.Remove([.. done.Select(e => (e.Stream, e.Seq))]);
        }

        foreach (var entry in done)
        {
            _failed.Remove(entry.Position);
        }

        foreach (var (entry, type, reason) in failed)
        {
            if (_failed.Fail(entry.Position) is { } often)
            {
                await parked.ParkEntry(new ParkedMessage(ParkedMessage.Relay, type, [], entry.Stream, entry.Seq, reason, often.First, time.GetUtcNow(), often.Tries));
                _failed.Remove(entry.Position);
                LogParked(logger, entry.Seq, entry.Stream, reason);
            }
        }
    }

    private async Task SendStream(
        IEnumerable<OutboxEntry> entries, ConcurrentBag<OutboxEntry> done, ConcurrentBag<(OutboxEntry Entry, string Type, string Reason)> failed, CancellationToken stoppingToken)
    {
        foreach (var entry in entries)
        {
            // A silo that was stopped past its lease: another one may be sending these by now.
            if (leases.Held.Count == 0)
            {
                return;
            }

            var stored = await outbox.Event(entry);
            switch (stored is null ? (DeliveryOutcome.Failed, "event.missing") : await delivery.Tell(stored, stoppingToken))
            {
                case (DeliveryOutcome.Done, _):
                    done.Add(entry);
                    break;
                case (DeliveryOutcome.Failed, var reason):
                    failed.Add((entry, stored?.Header.Type ?? "", reason));
                    break;
                default:
                    // Those behind it keep their order.
                    return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be swept ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bus can't be told of event {Seq} of {Stream} ({Reason}); it is parked: see `incidentctl bus parked`")]
    private static partial void LogParked(ILogger logger, long seq, string stream, string reason);
}
