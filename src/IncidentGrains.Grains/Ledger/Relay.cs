using IncidentGrains.Contracts.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Tells the bus of what was recorded: at once, in order, and again after a failure, until it is safe there.</summary>
/// <remarks>
/// An entry leaves the outbox only when the publisher says so. A consumer may see a message again; it knows it by stream
/// and sequence number. An entry that fails again and again is overtaken, and tried again less and less often.
/// </remarks>
internal sealed partial class Relay(
    Outbox outbox, BusMessages messages, IEventPublisher publisher, OutboxSignal signal, ILogger<Relay> logger) : BackgroundService
{
    private const int Page = 100;

    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ParkedEntries _parked = new(TimeProvider.System);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                await Drain(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The entry stays; the next sweep tries it again.
                LogFailed(logger, e.GetType().Name);
            }

            await Signal.Wait(next, Sweep, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Drain(CancellationToken stoppingToken)
    {
        long position = 0;
        while (await outbox.Oldest(Page, position) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                position = entry.Position;
                if (!_parked.Contains(position) && !await MayGoOn(entry, stoppingToken))
                {
                    return;
                }
            }
        }
    }

    // False if those behind the entry have to wait for it.
    private async Task<bool> MayGoOn(OutboxEntry entry, CancellationToken stoppingToken)
    {
        try
        {
            await Forward(entry, stoppingToken);
            _parked.Remove(entry.Position);
            return true;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            if (!_parked.Fail(entry.Position))
            {
                LogFailed(logger, e.GetType().Name);
                return false;
            }

            LogParked(logger, entry.Seq, entry.Stream, e.GetType().Name);
            return true;
        }
    }

    private async Task Forward(OutboxEntry entry, CancellationToken stoppingToken)
    {
        if (messages.Of(await outbox.Event(entry)) is { } message)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            deadline.CancelAfter(Deadline);
            await publisher.Publish(message, deadline.Token);
        }

        await outbox.Remove(entry.Position);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be emptied ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bus can't be told of event {Seq} of {Stream} ({Error}); others go first, and it is tried again later")]
    private static partial void LogParked(ILogger logger, long seq, string stream, string error);
}
