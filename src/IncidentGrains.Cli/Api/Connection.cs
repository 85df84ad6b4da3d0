using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace IncidentGrains.Cli.Api;

/// <summary>A connection to one server: every call carries the token, and is repeated while the server is away.</summary>
/// <remarks>
/// A call that ends as UNAVAILABLE, or that finds no server at all, is repeated up to four times within a few seconds.
/// That is safe because every mutation carries its command id; MintToken alone is sent once, since a repeat of it is
/// refused (the token was not kept).
/// </remarks>
internal sealed class Connection : IDisposable
{
    // A page of 1,000 events with texts of 8,000 characters is about 30 MB; gRPC's own limit is 4 MB.
    private const int MaxReply = 64 * 1024 * 1024;

    private readonly GrpcChannel _channel;
    private readonly TimeSpan _timeout;

    /// <summary>Prepares calls to a server; nothing is sent before the first one.</summary>
    /// <param name="server">Its address, http or https.</param>
    /// <param name="token">The bearer token, or null for an anonymous caller.</param>
    /// <param name="timeout">How long a unary call may take in all, repeats included.</param>
    public Connection(Uri server, string? token, TimeSpan timeout)
    {
        Server = server;
        _timeout = timeout;
        _channel = GrpcChannel.ForAddress(server, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MaxReply,
            ServiceConfig = Retries(),
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(10),
                // A watch can be quiet for hours: pings tell a quiet server from one that is gone.
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
                EnableMultipleHttp2Connections = true,
            },
        });
        var invoker = _channel.CreateCallInvoker();
        Invoker = token is null ? invoker : invoker.Intercept(metadata =>
        {
            metadata.Add("authorization", "Bearer " + token);
            return metadata;
        });
    }

    /// <summary>The server's address.</summary>
    public Uri Server { get; }

    /// <summary>What the generated clients take: <c>new IncidentsService.IncidentsServiceClient(connection.Invoker)</c>.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>Options of a unary call: it ends when the caller cancels, or as DEADLINE_EXCEEDED after <c>--timeout</c>.</summary>
    public CallOptions Unary(CancellationToken cancellation) =>
        new(deadline: DateTime.UtcNow + _timeout, cancellationToken: cancellation);

    /// <summary>Options of a streaming call: it lasts until the server ends it or the caller cancels.</summary>
    public static CallOptions Streaming(CancellationToken cancellation) => new(cancellationToken: cancellation);

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private static ServiceConfig Retries() => new()
    {
        MethodConfigs =
        {
            new MethodConfig { Names = { new MethodName { Service = "incidentgrains.v1.AccessService", Method = "MintToken" } } },
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromSeconds(0.25),
                    MaxBackoff = TimeSpan.FromSeconds(2),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };
}
