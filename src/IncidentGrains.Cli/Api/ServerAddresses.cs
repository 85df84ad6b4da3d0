using Grpc.Core;
using Grpc.Net.Client.Balancer;

namespace IncidentGrains.Cli.Api;

/// <summary>Servers that are as good as each other, in the form that a gRPC channel takes them: a fixed list that it balances over.</summary>
internal sealed class ServerAddresses : IServiceProvider
{
    private readonly ResolverFactory[] _resolvers;

    /// <param name="servers">Addresses of one scheme, http or https.</param>
    public ServerAddresses(IReadOnlyList<Uri> servers)
    {
        var addresses = servers.Select(s => new BalancerAddress(s.IdnHost, s.Port)).ToArray();
        _resolvers = [new StaticResolverFactory(_ => addresses)];
        Credentials = servers[0].Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
    }

    /// <summary>What the channel connects to: the list, wherever that leads.</summary>
    public Uri Target { get; } = new("static:///incidentgrains");

    public ChannelCredentials Credentials { get; }

    public object? GetService(Type serviceType) =>
        serviceType == typeof(IEnumerable<ResolverFactory>) ? _resolvers
        : serviceType == typeof(IEnumerable<LoadBalancerFactory>) ? Array.Empty<LoadBalancerFactory>()
        : null;
}
