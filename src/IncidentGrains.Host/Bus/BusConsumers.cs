using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Who consumes what: each consumer on an endpoint of its own, and counted, so that a publisher knows for how many to wait.</summary>
internal sealed class BusConsumers
{
    private readonly Dictionary<Type, int> _consumers = [];

    /// <summary>How many consumers get a message of this type.</summary>
    public int Of(Type message) => _consumers.GetValueOrDefault(message);

    /// <summary>Adds a consumer of one type of message.</summary>
    public BusConsumers Add<TConsumer, TMessage>(IBusRegistrationConfigurator bus, string endpoint)
        where TConsumer : class, IConsumer<TMessage>
        where TMessage : class
    {
        bus.AddConsumer<TConsumer>().Endpoint(e => e.Name = endpoint);
        _consumers[typeof(TMessage)] = Of(typeof(TMessage)) + 1;
        return this;
    }
}
