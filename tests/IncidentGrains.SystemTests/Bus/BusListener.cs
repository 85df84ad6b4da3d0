using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>What the broker delivers to another system: every copy, as it arrives.</summary>
public sealed class BusListener(IConnection connection) : IAsyncDisposable
{
    /// <summary>The server's own queue for merges.</summary>
    public const string AbsorbQueue = "incidentgrains.absorb-on-incident-merged";

    private readonly string _queue = "listener-" + Guid.NewGuid().ToString("N");
    private IChannel _channel = null!;

    public ConcurrentQueue<(string Exchange, string Stream, long Seq, byte[] Body)> Received { get; } = [];

    /// <summary>Starts to listen, with a queue that outlives the broker's death.</summary>
    public async Task Begin(IEnumerable<string> events)
    {
        _channel = await connection.CreateChannelAsync();

        // What an earlier test left for its server is nothing to this one's.
        await _channel.QueueDeleteAsync(AbsorbQueue);
        await _channel.QueueDeclareAsync(_queue, durable: true, exclusive: false, autoDelete: false);
        foreach (var name in events)
        {
            await _channel.ExchangeDeclareAsync(Exchange(name), ExchangeType.Fanout, durable: true);
            await _channel.QueueBindAsync(_queue, Exchange(name), "");
        }

        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            var body = message.Body.ToArray();
            using var json = JsonDocument.Parse(body);
            Received.Enqueue((message.Exchange, json.RootElement.GetProperty("stream").GetString()!, json.RootElement.GetProperty("seq").GetInt64(), body));
            await _channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await _channel.BasicConsumeAsync(_queue, autoAck: false, consumer);
    }

    public static string Exchange(string name) => $"incidentgrains.{name}.v1";

    /// <summary>Sends bytes, as anybody could.</summary>
    public async Task Send(string exchange, byte[] body) =>
        await _channel.BasicPublishAsync(exchange, "", mandatory: false, new BasicProperties { ContentType = "application/json", Persistent = true }, body);

    public Task Send(string exchange, string body) => Send(exchange, Encoding.UTF8.GetBytes(body));

    /// <summary>How many messages wait in a queue.</summary>
    public async Task<uint> Waiting(string queue) => await _channel.MessageCountAsync(queue);

    public async ValueTask DisposeAsync()
    {
        await _channel.QueueDeleteAsync(_queue);
        await _channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
