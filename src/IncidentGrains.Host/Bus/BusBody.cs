using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>What travels: the message itself as plain JSON.</summary>
/// <remarks>
/// Not MassTransit's envelope: that names this machine and its processes, and every subscriber in another language would
/// have to unwrap it. What an envelope would say stands in headers: the message's id and <see cref="BusNames.MessageHeader"/>.
/// </remarks>
internal sealed class BusBody(byte[] body) : IMessageSerializer
{
    public ContentType ContentType { get; } = new("application/json");

    /// <summary>How messages are written and read: camelCase, kinds by name, and no member may lack.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter());
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        return options;
    }

    /// <summary>The exact bytes of a message.</summary>
    public static byte[] Of(IBusMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json);

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(body);

    private static readonly JsonSerializerOptions Json = Configure(new JsonSerializerOptions());
}
