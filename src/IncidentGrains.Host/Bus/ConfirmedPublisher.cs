using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Publishes on RabbitMQ and waits for the broker's confirm: from then on the message is the broker's to keep.</summary>
internal sealed class ConfirmedPublisher(IServiceProvider services, BusConsumers consumers) : IEventPublisher
{
    public async Task Publish(IBusMessage message, CancellationToken cancellation)
    {
        try
        {
            // Resolved here, not injected: the bus is built after what publishes to it.
            await services.GetRequiredService<IBus>().Publish(message, message.GetType(), c =>
            {
                c.Describe(message);

                // A broker confirms what it has no queue for, and drops it: until our consumers have bound theirs (a fresh broker,
                // a new consumer), such a message must come back instead.
                if (consumers.Of(message.GetType()) > 0 && c.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                {
                    rabbit.Mandatory = true;
                }
            }, cancellation);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionException or TransportUnavailableException
            or MessageReturnedException or MessageNotAcknowledgedException or RabbitMQ.Client.Exceptions.RabbitMQClientException)
        {
            // Whether the broker has it is not known: it is sent again, and consumers know a repeat.
            throw new TimeoutException("RabbitMQ does not answer.", e);
        }
    }
}
