using IncidentGrains.Grains.Ledger.Delivery;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Sends a parked message again, to the one consumer that could not take it.</summary>
internal sealed class BusReplay(IServiceProvider services, BusConsumers consumers, ParkedMessages parked)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>True if the message can be sent: its consumer is still there.</summary>
    public bool CanReplay(ParkedMessage message) => message.Consumer == ParkedMessage.Relay || consumers.Queues.Contains(message.Consumer);

    /// <summary>Sends it; the parked one goes when the broker has confirmed (in memory: when the consumer is done), unless it failed again meanwhile.</summary>
    /// <exception cref="TimeoutException">The bus does not answer; the message stays parked.</exception>
    public async Task Replay(ParkedMessage message)
    {
        if (message.Consumer == ParkedMessage.Relay)
        {
            await parked.ReturnEntry(message);
            return;
        }

        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await (services.GetService<AcknowledgedPublisher>() is { } inMemory
                ? inMemory.Send(c => Send(message, c, deadline.Token), deadline.Token)
                : Send(message, _ => { }, deadline.Token));
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException("The bus does not answer.", e);
        }

        await parked.Remove(message);
    }

    private async Task Send(ParkedMessage message, Action<SendContext> describe, CancellationToken cancellation)
    {
        var endpoint = await services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("queue:" + message.Consumer));
        await endpoint.Send(new ReplayedBody(), c =>
        {
            c.Serializer = new BusBody(message.Body);
            c.Headers.Set(BusNames.MessageHeader, message.Message);
            describe(c);
        }, cancellation);
    }

    // Only its type is needed: the bytes are those that were parked.
    private sealed record ReplayedBody;
}
