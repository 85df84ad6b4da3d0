using System.Globalization;
using System.Net;

namespace IncidentGrains.Host.Hosting;

/// <summary>How this silo joins others on the same PostgreSQL.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The port for the other silos, on <see cref="Advertise"/>. Default: 0, a free one.</summary>
    public int SiloPort { get; init; }

    /// <summary>The address of this machine at which other silos reach this one; a private network's. Default: loopback.</summary>
    public IPAddress Advertise { get; init; } = IPAddress.Loopback;

    /// <summary>Where the silo listens, if not where it is advertised: behind a forwarded port. Default: null, the same.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>Silos of the same id form a cluster. Default: production.</summary>
    public string Id { get; init; } = "production";

    /// <summary>What snapshots belong to; must outlive clusters. Default: incidentgrains.</summary>
    public string ServiceId { get; init; } = "incidentgrains";

    /// <summary>How long a stopping silo serves on while it says that it is not ready. Default: 5 s, embedded 0.</summary>
    public TimeSpan Drain { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ConfigurationException">A setting can't be used.</exception>
    public static ClusterOptions Read(IConfiguration configuration) => new()
    {
        SiloPort = Number(configuration, "SiloPort", 0, 65535),
        Advertise = configuration["Cluster:Advertise"] is not { Length: > 0 } text ? IPAddress.Loopback
            : IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address
            : throw new ConfigurationException($"Cluster:Advertise needs the IP address at which other silos reach this one, such as 10.0.0.5; '{text}' is none."),
        Listen = configuration["Cluster:Listen"] is not { Length: > 0 } listen ? null
            : IPEndPoint.TryParse(listen, out var endpoint) && endpoint.Port > 0 ? endpoint
            : throw new ConfigurationException($"Cluster:Listen needs an IP address and a port of this machine, such as 0.0.0.0:11111; '{listen}' is none."),
        Id = configuration["Cluster:Id"] is { Length: > 0 } id ? id : "production",
        ServiceId = configuration["Cluster:ServiceId"] is { Length: > 0 } service ? service : "incidentgrains",
        Drain = TimeSpan.FromSeconds(Number(configuration, "Drain", string.IsNullOrEmpty(configuration["Postgres:Connection"]) ? 0 : 5, 3600)),
    };

    private static int Number(IConfiguration configuration, string name, int otherwise, int most) =>
        configuration["Cluster:" + name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
        : throw new ConfigurationException($"Cluster:{name} must be a number from 0 to {most}; '{text}' is not.");
}
