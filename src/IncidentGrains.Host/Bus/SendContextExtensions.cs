using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>What every message carries beside its body.</summary>
internal static class SendContextExtensions
{
    /// <summary>Puts the message's plain body and its name on what is sent.</summary>
    public static void Describe(this SendContext context, IBusMessage message)
    {
        context.Serializer = new BusBody(BusBody.Of(message));
        context.Headers.Set(BusNames.MessageHeader, BusNames.Urn(message.GetType()));
    }
}
