using IncidentGrains.Contracts.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Tells the bus of what was recorded: at once, in order, and again after a failure, until it is safe there.</summary>
/// <remarks>An entry leaves the outbox only when the publisher says so. A consumer may see a message again; it knows it by stream and sequence number.</remarks>
internal sealed partial class Relay(
    Outbox outbox, BusMessages messages, IEventPublisher publisher, OutboxSignal signal, ILogger<Relay> logger) : BackgroundService
{
    private const int Page = 100;

    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

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
        while (await outbox.Oldest(Page) is { Count: > 0 } page)
        {
            foreach (var stored in page)
            {
                if (messages.Of(stored) is { } message)
                {
                    using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    deadline.CancelAfter(Deadline);
                    await publisher.Publish(message, deadline.Token);
                }

                await outbox.Remove(stored.Position);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be emptied ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger logger, string error);
}
