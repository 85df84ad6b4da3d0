using System.Collections.Concurrent;
using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Publishes in memory and waits until every consumer has acknowledged (or parked it): a message in memory dies with the process.</summary>
/// <remarks>
/// A wait that is given up leaves the message with its consumers; publishing the same event again joins that wait, so
/// that a slow consumer is not handed the same message again and again.
/// </remarks>
internal sealed class AcknowledgedPublisher(IServiceProvider services, BusConsumers consumers) : IEventPublisher, IReceiveObserver
{
    private const string PublicationHeader = "incidentgrains-publication";

    // Far more than consumers can have under way; beyond it, entries wait in the outbox instead of in memory.
    private const int MaxWaiting = 10_000;

    private readonly ConcurrentDictionary<(Type Message, string Stream, long Seq), Acknowledgement> _events = new();
    private readonly ConcurrentDictionary<string, Acknowledgement> _publications = new(StringComparer.Ordinal);

    public Task Publish(IBusMessage message, CancellationToken cancellation)
    {
        // Nobody but this process's consumers could hear it.
        if (consumers.Of(message.GetType()) is not (> 0 and var count))
        {
            return Task.CompletedTask;
        }

        // A clock is told under the seq of the event that set it: only the type tells the two apart.
        var key = (message.GetType(), message.Stream, message.Seq);
        var fresh = new Acknowledgement(count);
        var waiting = _events.Count < MaxWaiting ? _events.GetOrAdd(key, fresh)
            : _events.GetValueOrDefault(key) ?? throw new TimeoutException($"{MaxWaiting} messages wait for their consumers.");
        if (waiting == fresh)
        {
            _ = Track(fresh, () => _events.TryRemove(new(key, fresh)), c => services.GetRequiredService<IBus>().Publish(message, message.GetType(), p =>
            {
                p.Describe(message);
                c(p);
            }, cancellation));
        }

        return waiting.Task.WaitAsync(cancellation);
    }

    /// <summary>Sends to one consumer and waits until it has acknowledged (or parked it again).</summary>
    public Task Send(Func<Action<SendContext>, Task> send, CancellationToken cancellation)
    {
        var waiting = new Acknowledgement(1);
        _ = Track(waiting, () => { }, send);
        return waiting.Task.WaitAsync(cancellation);
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        Of(context)?.OfOne();
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        // One that was parked is reported too, and acknowledged after it.
        if (!context.HasPayloadType(typeof(Parked)))
        {
            Of(context)?.Fail(exception);
        }

        return Task.CompletedTask;
    }

    private Acknowledgement? Of(ReceiveContext context) =>
        context.TransportHeaders.Get<string>(PublicationHeader) is { } id ? _publications.GetValueOrDefault(id) : null;

    // Each sending has an id of its own: the late acknowledgement of an earlier one must not count for this one.
    private async Task Track(Acknowledgement waiting, Action forget, Func<Action<SendContext>, Task> send)
    {
        var id = Guid.NewGuid().ToString("N");
        _publications[id] = waiting;
        Exception? failure = null;
        try
        {
            await send(c => c.Headers.Set(PublicationHeader, id));
            await waiting.Consumed;
        }
        catch (Exception e)
        {
            failure = e;
        }

        // Before anybody hears of the end: whoever then publishes the same event must not join what is over.
        _publications.TryRemove(id, out _);
        forget();
        waiting.End(failure);
    }

    private sealed class Acknowledgement(int consumers)
    {
        private readonly TaskCompletionSource _consumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = consumers;

        /// <summary>Ends with the last consumer, or the first that failed.</summary>
        public Task Consumed => _consumed.Task;

        /// <summary>What whoever published waits for.</summary>
        public Task Task => _ended.Task;

        public void OfOne()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _consumed.TrySetResult();
            }
        }

        public void Fail(Exception exception) => _consumed.TrySetException(exception);

        public void End(Exception? failure)
        {
            if (failure is null)
            {
                _ended.SetResult();
            }
            else
            {
                _ended.SetException(failure);
            }
        }
    }
}
