using IncidentGrains.Contracts.Ledger;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger.Delivery;

/// <summary>What became of one try to tell the bus of an event.</summary>
internal enum DeliveryOutcome
{
    /// <summary>It is safe there, or there is nothing to tell.</summary>
    Done,

    /// <summary>The bus is away or slow: not this event's fault, later it will go.</summary>
    Later,

    /// <summary>This very event can't be told: it counts towards its parking.</summary>
    Failed,
}

/// <summary>Tells the bus of one event within the deadline, and knows whether the bus is there.</summary>
internal sealed partial class BusDelivery(BusMessages messages, IEventPublisher publisher, RelayOptions options, RelayMetrics metrics, ILogger<BusDelivery> logger)
{
    // One may be chance, and several streams have one under way at any time.
    private const int AwayAfter = 3;

    private int _unanswered;

    /// <summary>True from the moment the bus left several messages unanswered until it takes one: only the sweep knocks meanwhile.</summary>
    public bool IsAway => Volatile.Read(ref _unanswered) >= AwayAfter;

    /// <summary>Tells the bus, if there is something to tell.</summary>
    /// <returns>What became of it, and a code that says why it failed.</returns>
    public async Task<(DeliveryOutcome Outcome, string Reason)> Tell(StoredEvent stored, CancellationToken stoppingToken)
    {
        if (!messages.CanTell(stored))
        {
            // The entry is there because whoever wrote it has a message for it: it is for that version to tell.
            return (DeliveryOutcome.Later, "ledger.newer");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(options.Deadline);
        try
        {
            if (messages.Of(stored) is { } message)
            {
                await publisher.Publish(message, deadline.Token);
                Volatile.Write(ref _unanswered, 0);
                metrics.Published();
            }

            return (DeliveryOutcome.Done, "");
        }
        catch (TimeoutException)
        {
            if (Interlocked.Increment(ref _unanswered) == AwayAfter)
            {
                LogAway(logger);
            }

            metrics.Unanswered();
            return (DeliveryOutcome.Later, "bus.away");
        }
        catch (OperationCanceledException)
        {
            return (DeliveryOutcome.Later, "bus.slow");
        }
        catch (Exception e)
        {
            metrics.Failed();
            LogFailed(logger, stored.Header.Seq, stored.Header.Stream, e.GetType().Name);
            return (DeliveryOutcome.Failed, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bus does not answer; commands go on, their effects elsewhere wait in the outbox")]
    private static partial void LogAway(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bus can't be told of event {Seq} of {Stream} ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger logger, long seq, string stream, string error);
}
