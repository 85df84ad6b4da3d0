using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using IncidentGrains.Protocol;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Clusters;

/// <summary>A client as the README tells other programs to set it up: over all silos in turn, UNAVAILABLE repeated.</summary>
internal sealed class AnySilo : IServiceProvider
{
    private readonly ResolverFactory[] _resolvers;

    private AnySilo(IEnumerable<Uri> addresses) =>
        _resolvers = [new StaticResolverFactory(_ => addresses.Select(a => new BalancerAddress(a.Host, a.Port)).ToArray())];

    public static Clients Of(ClusterProcesses cluster) => new(
        GrpcChannel.ForAddress("static:///incidentgrains", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Insecure,
            ServiceProvider = new AnySilo([.. cluster.Addresses]),
            HttpHandler = new OrderlyCloseHandler(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }),
            DisposeHttpClient = true,
            MaxRetryAttempts = 8,
            MaxReconnectBackoff = TimeSpan.FromSeconds(3),
            ServiceConfig = new ServiceConfig
            {
                LoadBalancingConfigs = { new RoundRobinConfig() },
                MethodConfigs =
                {
                    new MethodConfig
                    {
                        Names = { MethodName.Default },
                        RetryPolicy = new RetryPolicy
                        {
                            MaxAttempts = 8,
                            InitialBackoff = TimeSpan.FromSeconds(0.25),
                            MaxBackoff = TimeSpan.FromSeconds(2),
                            BackoffMultiplier = 2,
                            RetryableStatusCodes = { StatusCode.Unavailable },
                        },
                    },
                },
            },
        }),
        cluster.AdminToken);

    public object? GetService(Type serviceType) =>
        serviceType == typeof(IEnumerable<ResolverFactory>) ? _resolvers
        : serviceType == typeof(IEnumerable<LoadBalancerFactory>) ? Array.Empty<LoadBalancerFactory>()
        : null;
}
