using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Clusters;

/// <summary>A PostgreSQL of a test's own in a temporary folder, on a free loopback port, with fsync on as in use.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private bool _running;

    private PostgresServer()
    {
    }

    /// <summary>Where Debian keeps the programs of the newest version that is installed; null if there is none.</summary>
    public static string? Folder { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderBy(d => int.Parse(Path.GetFileName(d))).Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    public int Port { get; } = FreePorts.Next();

    public string ConnectionString => ConnectionStringAt(Port);

    /// <summary>The same database by a wire that leads to its port.</summary>
    public string ConnectionStringAt(int port) => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    /// <summary>The process that starts all others of the server.</summary>
    public int Id => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);

    private string Data => _folder.File("postgres");

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer();
        try
        {
            await server.Create();
            await server.Restart();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same data.</summary>
    public async Task Restart()
    {
        await Succeed("pg_ctl", "-D", Data, "-l", Path.Combine(Data, "log"), "-w", "-t", "60", "-o",
            $"-c listen_addresses=127.0.0.1 -p {Port} -k {Data} -c fsync=on -c max_connections=400", "start");
        _running = true;
    }

    /// <summary><c>-m immediate</c>: every connection is cut at once, and the next start recovers.</summary>
    public async Task StopImmediately()
    {
        await Succeed("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _running = false;
    }

    /// <summary>Runs a statement and returns what psql prints: values alone.</summary>
    public async Task<string> Query(string sql) => (await Client("psql", "-v", "ON_ERROR_STOP=1", "-tAc", sql)).Trim();

    /// <summary>Runs one of PostgreSQL's client programs on this server and returns what it prints.</summary>
    public async Task<string> Client(string program, params string[] arguments) =>
        Done(program, await Programs.Run(Path.Combine(Folder!, program), ["-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", .. arguments])).Output;

    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            await StopImmediately();
        }

        _folder.Dispose();
    }

    private async Task Create()
    {
        Directory.CreateDirectory(Data);
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root; its user has to reach its data through our folder.
            await Programs.Run("chmod", ["711", _folder.Path]);
            await Programs.Run("chown", ["postgres", Data]);
        }

        await Succeed("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
    }

    private static async Task Succeed(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Folder!, program), .. arguments];
        Done(program, Environment.IsPrivilegedProcess
            ? await Programs.Run("runuser", ["-u", "postgres", "--", .. command], "/")
            : await Programs.Run(command[0], command[1..]));
    }

    private static Finished Done(string program, Finished finished) =>
        finished.ExitCode == 0 ? finished : throw new InvalidOperationException($"{program}: {finished}");
}
