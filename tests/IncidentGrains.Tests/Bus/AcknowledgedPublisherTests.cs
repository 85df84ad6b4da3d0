using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Tests.Ledger;

namespace IncidentGrains.Tests.Bus;

/// <summary>A message in memory is safe when everybody who consumes it has acknowledged, not when the first has.</summary>
public sealed class AcknowledgedPublisherTests
{
    [Fact]
    public async Task Publish_ToTwoConsumers_WaitsForBoth()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var (fast, slow) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var bus = await TestBus.Start(ledger.Store, _ => Done(fast), _ => slow.Task);

        var published = bus.Publish();
        await fast.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<TimeoutException>(() => published.WaitAsync(TimeSpan.FromMilliseconds(200)));
        slow.SetResult();
        await published;
    }

    [Fact]
    public async Task Publish_AgainWhileAConsumerIsAtIt_JoinsTheWait()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var (calls, slow) = (0, new TaskCompletionSource());
        await using var bus = await TestBus.Start(ledger.Store, async _ =>
        {
            Interlocked.Increment(ref calls);
            await slow.Task;
        });

        using (var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bus.Publish(cancellation: impatient.Token));
        }

        var again = bus.Publish();
        var other = bus.Publish(seq: 2);
        slow.SetResult();
        await Task.WhenAll(again, other);
        Assert.Equal(2, calls);

        // Once it is through, the same event is a new publication.
        await bus.Publish();
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task Publish_OfAMessageThatNobodyConsumes_IsDoneAtOnce()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        await using var bus = await TestBus.Start(ledger.Store, _ => Task.CompletedTask);
        await bus.Publisher.Publish(new IncidentConfirmedMessage("inc-a", 1), default).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static Task Done(TaskCompletionSource step)
    {
        step.TrySetResult();
        return Task.CompletedTask;
    }
}
