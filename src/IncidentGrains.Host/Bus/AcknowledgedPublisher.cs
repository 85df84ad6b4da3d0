using System.Collections.Concurrent;
using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Publishes in memory and waits until the consumer has acknowledged: a message in memory dies with the process.</summary>
internal sealed class AcknowledgedPublisher(IServiceProvider services) : IEventPublisher, IConsumeObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    public async Task Publish(IBusMessage message, CancellationToken cancellation)
    {
        var id = NewId.NextGuid();
        var acknowledged = _waiting[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await services.GetRequiredService<IBus>().Publish(message, message.GetType(), c => c.MessageId = id, cancellation);
            await acknowledged.Task.WaitAsync(cancellation);
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
        if (context.MessageId is { } id && _waiting.TryGetValue(id, out var acknowledged))
        {
            acknowledged.TrySetResult();
        }

        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class
    {
        if (context.MessageId is { } id && _waiting.TryGetValue(id, out var acknowledged))
        {
            acknowledged.TrySetException(exception);
        }

        return Task.CompletedTask;
    }
}
