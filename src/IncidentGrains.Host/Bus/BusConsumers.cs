using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentGrains.Host.Bus;

/// <summary>Who consumes what: each consumer on a queue of its own, and counted, so that a publisher knows for how many to wait.</summary>
internal sealed class BusConsumers
{
    private readonly Dictionary<Type, int> _consumers = [];
    private readonly HashSet<string> _queues = new(StringComparer.Ordinal);

    /// <summary>The queues of all consumers.</summary>
    public IReadOnlySet<string> Queues => _queues;

    /// <summary>How many consumers get a message of this type.</summary>
    public int Of(Type message) => _consumers.GetValueOrDefault(message);

    /// <summary>Adds a consumer of one type of message. Its name is for ever: messages wait under it.</summary>
    public BusConsumers Add<TConsumer, TMessage>(IBusRegistrationConfigurator bus, string name)
        where TConsumer : class, IConsumer<TMessage>
        where TMessage : class
    {
        bus.TryAddScoped<TConsumer>();
        bus.AddConsumer<PatientConsumer<TConsumer, TMessage>>().Endpoint(e => e.Name = BusNames.Queue(name));
        _queues.Add(BusNames.Queue(name));
        _consumers[typeof(TMessage)] = Of(typeof(TMessage)) + 1;
        return this;
    }
}
