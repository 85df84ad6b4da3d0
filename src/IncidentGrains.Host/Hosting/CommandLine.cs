namespace IncidentGrains.Host.Hosting;

/// <summary>Somebody asks how to start the server.</summary>
internal sealed class HelpException(string message) : Exception(message);

/// <summary>The short names of settings on the command line; every setting also has its long one (<c>--Section:Name</c>).</summary>
internal static class CommandLine
{
    public static Dictionary<string, string> Switches { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--data"] = "Data",
        ["--listen"] = "Listen",
        ["--rest"] = "Rest",
        ["--replay-clock"] = "ReplayClock",
        ["--to"] = "To",
        ["--from"] = "From",
        ["--pg-bin"] = "PgBin",
    };

    private const string Usage =
        """
        Usage: serve [--data DIR] [--listen HOST:PORT] [--rest HOST:PORT] [--Section:Name VALUE …]
               backup (--data DIR | --Postgres:Connection C) --to DIR [--with-keys] [--pg-bin DIR]
               restore --from DIR (--data DIR | --Postgres:Connection C --Keys DIR) [--pg-bin DIR]

          --data DIR            where everything is kept; default ./incidentgrains-data
          --listen HOST:PORT    gRPC; default 127.0.0.1:5080, port 0 takes a free one
          --rest HOST:PORT      REST, health, metrics; default the gRPC port + 1
          --Tls:Certificate F   PEM; needed unless both are on loopback (--Tls:Key F for its key)
          --Postgres:Connection C, --Postgres:Owner C, --Keys DIR, --AcceptNewKey true, --RabbitMq:Host URL, --Playbooks DIR, --Rules DIR,
          --Cluster:SiloPort N, --Cluster:Advertise IP, --Cluster:Drain SECONDS, --Issuers:0:Authority URL,
          --OpenTelemetry:Endpoint URL, --Metrics:Anonymous true, --Postgres:Keys C, --MasterKey K,
          --Registry:CacheMiB N, --Lookups:PerSecond N, --Lookups:Burst N, --replay-clock F: see the configuration table in the README
        """;

    private static readonly string[] Known =
    [
        "Data", "Listen", "Rest", "ReplayClock", "Tls", "Postgres", "Cluster", "Keys", "AcceptNewKey", "Playbooks", "Rules", "RabbitMq", "Issuers", "MasterKey", "Registry", "Lookups",
        "OpenTelemetry", "OTEL_EXPORTER_OTLP_ENDPOINT", "Metrics", "Logging", "To", "From", "PgBin", "WithKeys",
    ];

    /// <summary>Settings beside the program count, wherever it is started from.</summary>
    /// <exception cref="ConfigurationException">There is an argument that means nothing.</exception>
    public static WebApplicationOptions Options(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is "--help" or "-h" or "-?")
            {
                throw new HelpException(Usage);
            }

            // A setting that is misspelt must not quietly leave another database, or no TLS, in force.
            var name = arguments[i].Split('=')[0];
            var section = Switches.GetValueOrDefault(name) ?? name.TrimStart('-').Split(':')[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !Known.Contains(section, StringComparer.OrdinalIgnoreCase))
            {
                throw new ConfigurationException($"'{arguments[i]}' is not understood.\n{Usage}");
            }

            i += arguments[i].Contains('=', StringComparison.Ordinal) ? 0 : 1;
            if (i == arguments.Length)
            {
                throw new ConfigurationException($"'{name}' needs a value.\n{Usage}");
            }
        }

        return new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory };
    }
}
