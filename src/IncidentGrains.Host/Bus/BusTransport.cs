using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger.Delivery;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>What both transports have in common: plain JSON, pinned names, and parking instead of error queues.</summary>
internal static class BusTransport
{
    // As many messages of one queue are consumed at once on this silo; a batch of the ledger takes more.
    private const int AtOnce = 64;

    /// <summary>Consumers park what they can't take.</summary>
    public static void ParkFaults(this IBusRegistrationConfigurator bus) => bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
    {
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = AtOnce;
        endpoint.ConcurrentMessageLimit = AtOnce;
        endpoint.ConfigureError(error => error.UseFilter(new ParkFaulted(
            context.GetRequiredService<ParkedMessages>(), context.GetRequiredService<TimeProvider>(), name, context.GetRequiredService<ILogger<ParkFaulted>>())));
    });

    /// <summary>Names, bodies and endpoints of a transport.</summary>
    public static void UsePinnedMessages<TEndpoint>(this IBusFactoryConfigurator<TEndpoint> transport, IBusRegistrationContext context)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        transport.MessageTopology.SetEntityNameFormatter(new PinnedEntityNames(transport.MessageTopology.EntityNameFormatter));
        transport.Publish<IBusMessage>(p => p.Exclude = true);
        transport.ConfigureJsonSerializerOptions(BusBody.Configure);
        transport.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        transport.ConfigureEndpoints(context);
    }
}
