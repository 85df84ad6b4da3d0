using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using IncidentGrains.Protocol;

namespace IncidentGrains.Cli.Api;

/// <summary>A connection to a server, or to one of several that are as good as each other: every call carries the token, and is repeated while the server is away.</summary>
/// <remarks>
/// A call that ends as UNAVAILABLE, or that finds no server at all, is repeated up to seven times within several seconds,
/// at the next server where there are several: so long it takes the others to notice that one was killed.
/// That is safe because every mutation carries its command id; MintToken alone is sent once, since a repeat of it is
/// refused (the token was not kept).
/// </remarks>
internal sealed class Connection : IDisposable
{
    // A page of 1,000 events with texts of 8,000 characters is about 30 MB; gRPC's own limit is 4 MB.
    private const int MaxReply = 64 * 1024 * 1024;

    private const int MaxAttempts = 8;

    private readonly GrpcChannel _channel;
    private readonly TimeSpan _timeout;

    /// <summary>Prepares calls; nothing is sent before the first one.</summary>
    /// <param name="servers">One address, http or https, or several of the same scheme.</param>
    /// <param name="token">The bearer token, or null for an anonymous caller.</param>
    /// <param name="timeout">How long a unary call may take in all, repeats included.</param>
    public Connection(IReadOnlyList<Uri> servers, string? token, TimeSpan timeout)
    {
        _timeout = timeout;
        var several = new ServerAddresses(servers);
        _channel = GrpcChannel.ForAddress(several.Target, new GrpcChannelOptions
        {
            Credentials = several.Credentials,
            ServiceProvider = several,
            MaxRetryAttempts = MaxAttempts,

            // A server that is started again is back in use this soon; the default is two minutes.
            MaxReconnectBackoff = TimeSpan.FromSeconds(3),
            MaxReceiveMessageSize = MaxReply,
            ServiceConfig = Retries(),
            DisposeHttpClient = true,
            HttpHandler = new OrderlyCloseHandler(new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(10),
                // A watch can be quiet for hours: pings tell a quiet server from one that is gone.
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
                EnableMultipleHttp2Connections = true,
            }),
        });
        var invoker = _channel.CreateCallInvoker();
        Invoker = token is null ? invoker : invoker.Intercept(metadata =>
        {
            metadata.Add("authorization", "Bearer " + token);
            return metadata;
        });
    }

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
        // In turn: a repeat goes to another server than the one that could not serve.
        LoadBalancingConfigs = { new RoundRobinConfig() },
        MethodConfigs =
        {
            new MethodConfig { Names = { new MethodName { Service = "incidentgrains.v1.AccessService", Method = "MintToken" } } },

            // Their senders repeat what was not answered themselves: a copy of it kept here would double the memory.
            new MethodConfig
            {
                Names =
                {
                    new MethodName { Service = "incidentgrains.v1.CohortsService", Method = "UploadChunks" },
                    new MethodName { Service = "incidentgrains.v1.CohortsService", Method = "LookUpValues" },
                },
            },
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = MaxAttempts,
                    InitialBackoff = TimeSpan.FromSeconds(0.25),
                    MaxBackoff = TimeSpan.FromSeconds(2),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };
}
