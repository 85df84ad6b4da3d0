using System.Diagnostics;
using System.Globalization;
using IncidentGrains.SystemTests.Processes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>A real RabbitMQ of the tests' own, on free loopback ports and in a temporary folder; started when the first test asks for it.</summary>
public sealed class RabbitMqNode : IAsyncLifetime
{
    public const string Username = "ig-test";
    public const string Password = "hush-7f3a91";

    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePorts.Next();
    private readonly int _distribution = FreePorts.Next();
    private Process? _process;

    public int Port => _port;

    /// <summary>Where it is, without credentials.</summary>
    public Uri Address => new($"amqp://127.0.0.1:{_port}/");

    /// <summary>What a server needs to use it.</summary>
    public string[] Settings(int? throughPort = null) =>
        ["--RabbitMq:Host", $"amqp://127.0.0.1:{throughPort ?? _port}/", "--RabbitMq:Username", Username, "--RabbitMq:Password", Password];

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>A connection once it is up, and nothing left on it of an earlier test.</summary>
    public async Task<BusListener> Listen(params string[] events)
    {
        if (_process is null)
        {
            await Start();
        }

        var listener = new BusListener(await Connect());
        await listener.Begin(events);
        return listener;
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        // The pid file names the node itself; what was started is a shell around it.
        using var node = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(_folder.File("pid")), CultureInfo.InvariantCulture));
        node.Kill();
        await _process!.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_folder.File("pid"));
    }

    /// <summary>Starts it, also on what an earlier life left.</summary>
    public async Task Start()
    {
        await File.WriteAllTextAsync(_folder.File("plugins"), "[].");
        await File.WriteAllTextAsync(_folder.File("rabbitmq.conf"), $"default_user = {Username}\ndefault_pass = {Password}\n");
        _process = new Process { StartInfo = Programs.StartInfo(Server, []) };
        foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = _folder.Path,
            ["RABBITMQ_NODENAME"] = $"ig{_port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{_port}",
            ["RABBITMQ_DIST_PORT"] = $"{_distribution}",
            ["RABBITMQ_MNESIA_BASE"] = _folder.File("mnesia"),
            ["RABBITMQ_LOG_BASE"] = _folder.File("log"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.File("plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_CONFIG_FILE"] = _folder.File("rabbitmq"),
            ["RABBITMQ_PID_FILE"] = _folder.File("pid"),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        })
        {
            _process.StartInfo.Environment[name] = value;
        }

        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await using var first = await Connect();
    }

    public async Task DisposeAsync()
    {
        if (File.Exists(_folder.File("pid")))
        {
            await Kill();
        }

        _folder.Dispose();
    }

    private async Task<IConnection> Connect()
    {
        var factory = new ConnectionFactory { Uri = Address, UserName = Username, Password = Password, AutomaticRecoveryEnabled = true, NetworkRecoveryInterval = TimeSpan.FromSeconds(1) };
        for (var bound = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await factory.CreateConnectionAsync();
            }
            catch (BrokerUnreachableException) when (bound.Elapsed < ReadyWithin)
            {
                await Task.Delay(200);
            }
        }
    }
}
