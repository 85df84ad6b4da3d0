using System.Collections.Concurrent;
using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Publishes in memory and waits until every consumer has acknowledged: a message in memory dies with the process.</summary>
internal sealed class AcknowledgedPublisher(IServiceProvider services, BusConsumers consumers) : IEventPublisher, IConsumeObserver
{
    private readonly ConcurrentDictionary<Guid, Acknowledgement> _waiting = new();

    public async Task Publish(IBusMessage message, CancellationToken cancellation)
    {
        var id = NewId.NextGuid();
        var acknowledgement = _waiting[id] = new Acknowledgement(consumers.Of(message.GetType()));
        try
        {
            await services.GetRequiredService<IBus>().Publish(message, message.GetType(), c => c.MessageId = id, cancellation);
            await acknowledgement.Task.WaitAsync(cancellation);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class
    {
        if (context.MessageId is { } id && _waiting.TryGetValue(id, out var acknowledgement))
        {
            acknowledgement.OfOne();
        }

        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class
    {
        if (context.MessageId is { } id && _waiting.TryGetValue(id, out var acknowledgement))
        {
            acknowledgement.Fail(exception);
        }

        return Task.CompletedTask;
    }

    private sealed class Acknowledgement
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left;

        public Acknowledgement(int consumers)
        {
            _left = consumers;
            if (consumers == 0)
            {
                _all.SetResult();
            }
        }

        public Task Task => _all.Task;

        public void OfOne()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _all.TrySetResult();
            }
        }

        public void Fail(Exception exception) => _all.TrySetException(exception);
    }
}
