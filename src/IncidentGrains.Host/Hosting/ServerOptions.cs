using System.Globalization;
using System.Net;
using IncidentGrains.Host.Bus;
using IncidentGrains.Host.Cohorts;

namespace IncidentGrains.Host.Hosting;

/// <summary>An OpenID Connect issuer whose tokens are accepted.</summary>
internal sealed class IssuerOptions
{
    /// <summary>The issuer's address; its metadata is read from <c>/.well-known/openid-configuration</c> below it.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What the token's <c>aud</c> must hold. Default: <c>incidentgrains</c>.</summary>
    public string Audience { get; set; } = "incidentgrains";

    /// <summary>The claim that lists the caller's roles. Default: <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";
}

/// <summary>How the server runs; read once, checked before anything starts.</summary>
internal sealed record ServerOptions
{
    /// <summary>Where everything is kept in embedded mode, and the keys in any mode. Default: ./incidentgrains-data.</summary>
    public required string Data { get; init; }

    /// <summary>Where gRPC is served. Default: 127.0.0.1:5080. Port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Where REST, health and metrics are served. Default: the gRPC port plus one (or a free one).</summary>
    public required IPEndPoint Rest { get; init; }

    /// <summary>A PEM certificate with its chain; needed unless both endpoints are on loopback.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The certificate's key in PEM. Default: in the certificate's file.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>PostgreSQL for the ledger and the snapshots; empty: SQLite files in the data directory.</summary>
    public string Postgres { get; init; } = "";

    /// <summary>The connection of the schema's owner, for migrations. Default: the same.</summary>
    public string PostgresOwner { get; init; } = "";

    /// <summary>The PostgreSQL of affected people's keys, as the owner of its schema. Default: the ledger's, in a schema of their own.</summary>
    public string PostgresKeys { get; init; } = "";

    /// <summary>Master keys in base64, the current one first, separated by blanks. Default: the file master-key among the keys.</summary>
    public string MasterKey { get; init; } = "";

    /// <summary>Memory for ranges of affected people, in MiB. Default: 1024.</summary>
    public int RegistryCache { get; init; } = 1024;

    /// <summary>How much one person may look up. Default: 500 persons a second, 5,000 at once.</summary>
    public LookupOptions Lookups { get; init; } = LookupOptions.Default;

    /// <summary>How silos find each other; used with PostgreSQL alone.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>The directory of the keys and the admin token; shared by all silos. Default: the data directory; needed with PostgreSQL.</summary>
    public string Keys { get; init; } = "";

    /// <summary>Starts with a checkpoint key that never signed in this ledger, though another did. Default: false, that is a silo set up wrongly.</summary>
    public bool AcceptNewKey { get; init; }

    /// <summary>True if the ledger is on PostgreSQL, shared with other silos.</summary>
    public bool IsProduction => Postgres.Length > 0;

    /// <summary>A folder of playbooks beside the built-in ones; of equal ids, the folder's stands. Default: none.</summary>
    public string Playbooks { get; init; } = "";

    /// <summary>A folder of rule packs over the built-in ones, read again when it changes; of equal ids, the folder's stand. Default: none.</summary>
    public string Rules { get; init; } = "";

    /// <summary>RabbitMQ for messages to other silos and systems. Default: none, messages stay in this process.</summary>
    public RabbitMqOptions RabbitMq { get; init; } = new(null, "", "");

    /// <summary>Issuers whose tokens are accepted; without any, the server issues its own (embedded).</summary>
    public IReadOnlyList<IssuerOptions> Issuers { get; init; } = [];

    /// <summary>Where traces and metrics are sent (OTLP over gRPC); empty: nowhere.</summary>
    public string Otlp { get; init; } = "";

    /// <summary>Lets anyone who reaches the REST port read the metrics. Default: false, a token is needed.</summary>
    public bool AnonymousMetrics { get; init; }

    /// <summary>For demonstrations: a file with the instant that events are stamped with. Embedded mode only.</summary>
    public string ReplayClock { get; init; } = "";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ConfigurationException">A setting can't be used.</exception>
    public static ServerOptions Read(IConfiguration configuration)
    {
        var listen = Endpoint(configuration, "Listen", new IPEndPoint(IPAddress.Loopback, 5080));
        var options = new ServerOptions
        {
            Data = Path.GetFullPath(configuration["Data"] is { Length: > 0 } data ? data : "incidentgrains-data", Environment.CurrentDirectory),
            Listen = listen,
            Rest = Endpoint(configuration, "Rest", new IPEndPoint(listen.Address, listen.Port == 0 ? 0 : listen.Port + 1)),
            Certificate = configuration["Tls:Certificate"] ?? "",
            CertificateKey = configuration["Tls:Key"] ?? "",
            Postgres = configuration["Postgres:Connection"] ?? "",
            PostgresOwner = configuration["Postgres:Owner"] ?? configuration["Postgres:Connection"] ?? "",
            PostgresKeys = configuration["Postgres:Keys"] ?? "",
            MasterKey = configuration["MasterKey"] ?? "",
            RegistryCache = Number(configuration, "Registry:CacheMiB", 1024),
            Lookups = new LookupOptions(
                Number(configuration, "Lookups:PerSecond", LookupOptions.Default.KeysPerSecond), Number(configuration, "Lookups:Burst", LookupOptions.Default.Burst)),
            Cluster = ClusterOptions.Read(configuration),
            Keys = configuration["Keys"] is { Length: > 0 } keys ? Path.GetFullPath(keys, Environment.CurrentDirectory) : "",
            AcceptNewKey = configuration["AcceptNewKey"] is { Length: > 0 } accept && bool.Parse(accept),
            Playbooks = configuration["Playbooks"] ?? "",
            Rules = configuration["Rules"] ?? "",
            RabbitMq = RabbitMqOptions.Read(configuration),
            Issuers = configuration.GetSection("Issuers").Get<IssuerOptions[]>() ?? [],
            Otlp = configuration["OpenTelemetry:Endpoint"] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "",
            AnonymousMetrics = configuration["Metrics:Anonymous"] is { Length: > 0 } anonymous && bool.Parse(anonymous),
            ReplayClock = configuration["ReplayClock"] ?? "",
        };
        options.Check();
        return options;
    }

    private void Check()
    {
        if (Certificate.Length == 0 && !(IPAddress.IsLoopback(Listen.Address) && IPAddress.IsLoopback(Rest.Address)))
        {
            throw new ConfigurationException(
                $"Without TLS the server listens on loopback alone, not on {Listen} and {Rest}. Set Tls:Certificate and Tls:Key (PEM), or listen on 127.0.0.1.");
        }

        foreach (var file in new[] { Certificate, CertificateKey, ReplayClock }.Where(f => f.Length > 0 && !File.Exists(f)))
        {
            throw new ConfigurationException($"There is no file '{file}'.");
        }

        if (ReplayClock.Length > 0 && (Postgres.Length > 0 || Issuers.Count > 0))
        {
            throw new ConfigurationException("A replayed clock is for demonstrations in embedded mode; leave out --replay-clock, or the PostgreSQL and issuer settings.");
        }

        if (Issuers.FirstOrDefault(i => !Uri.TryCreate(i.Authority, UriKind.Absolute, out _)) is { } wrong)
        {
            throw new ConfigurationException($"Issuers: '{wrong.Authority}' is no address of an issuer.");
        }
    }

    private static int Number(IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ConfigurationException($"--{name} must be a whole number; '{text}' is not.");

    private static IPEndPoint Endpoint(IConfiguration configuration, string name, IPEndPoint otherwise)
    {
        if (configuration[name] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon] : "";
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
        {
            throw new ConfigurationException($"--{name.ToLowerInvariant()} must be HOST:PORT, such as 127.0.0.1:5080; '{text}' is not.");
        }

        var address = host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed
            : throw new ConfigurationException($"--{name.ToLowerInvariant()} needs an IP address or localhost before the port; '{host}' is neither.");
        return new IPEndPoint(address, port);
    }
}
