using System.Collections.Concurrent;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Tests.Delivery;

/// <summary>A bus that notes what it is told, and fails as it is asked to.</summary>
internal sealed class RecordingBus(Func<IBusMessage, int, Exception?>? fails = null) : IEventPublisher
{
    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Published { get; } = [];

    public int Tries(string stream) => _tries.GetValueOrDefault(stream);

    public Task Publish(IBusMessage message, CancellationToken cancellation)
    {
        if (fails?.Invoke(message, _tries.AddOrUpdate(message.Stream, 1, (_, n) => n + 1)) is { } exception)
        {
            return Task.FromException(exception);
        }

        Published.Enqueue(message.Stream);
        return Task.CompletedTask;
    }
}
