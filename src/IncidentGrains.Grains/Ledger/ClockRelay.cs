using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Proof;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Grains.Ledger;

/// <summary>Tells the bus which clocks of aggregates have run out; a clock stays due until the message can no longer be lost.</summary>
/// <remarks>A silo that dies in between leaves its claim to another, which tells it again: consumers know a repeat by (stream, seq).</remarks>
internal sealed partial class ClockRelay(
    Clocks clocks, IReadOnlyList<RelayedClock> names, IEventPublisher publisher, ClockSignal signal, ILogger<ClockRelay> logger) : BackgroundService
{
    // Claimed together and told beside each other: all are through before their claims run out.
    private const int AtOnce = 16;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = signal.Next;
            try
            {
                foreach (var name in names)
                {
                    await Drain(name.Name, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The clock rows stay: the next poll, here or on another silo, takes them up.
                LogNotClaimed(logger, e.GetType().Name);
            }

            await Signal.Wait(next, Clocks.Poll, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Drain(string name, CancellationToken stoppingToken)
    {
        while (await clocks.Claim(name, AtOnce) is { Count: > 0 } due)
        {
            await Task.WhenAll(due.Select(clock => Tell(clock, stoppingToken)));
        }
    }

    // One that can't be told of must not hold up the others.
    private async Task Tell(DueClock clock, CancellationToken stoppingToken)
    {
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            deadline.CancelAfter(Deadline);
            await publisher.Publish(new ClockElapsedMessage(clock.Owner, clock.Armed, clock.Name, Instants.FromMicros(clock.DueAt)), deadline.Token);
            await clocks.Complete(clock);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, clock.Name, clock.Owner, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clocks that are due could not be claimed ({Error}); they stay due")]
    private static partial void LogNotClaimed(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bus can't be told that clock {Name} of {Owner} has run out ({Error}); it is tried again once its claim has")]
    private static partial void LogFailed(ILogger logger, string name, string owner, string error);
}

/// <summary>A name of clocks of which the bus is told.</summary>
internal sealed record RelayedClock(string Name);
