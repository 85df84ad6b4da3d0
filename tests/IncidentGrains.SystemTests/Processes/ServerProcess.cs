using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace IncidentGrains.SystemTests.Processes;

/// <summary>A real server on a data directory of its own, on free loopback ports; the directory goes with it.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    // Generous, for a machine that runs other things too; how fast a start must be is a test of its own.
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ExitWithin = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string[] _settings;
    private readonly string[] _under;
    private Process _process = new();

    private ServerProcess(string[] under, string[] settings) => (_under, _settings) = (under, settings);

    /// <summary>The data directory.</summary>
    public string Data => Path.Combine(_folder.Path, "data");

    public Uri Grpc { get; private set; } = null!;

    public Uri Rest { get; private set; } = null!;

    public int Id => _process.Id;

    /// <summary>How long the last start took, from the process to the ready line.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>The token that may do everything.</summary>
    public string AdminToken => File.ReadAllText(Path.Combine(Array.IndexOf(_settings, "--Keys") is >= 0 and var keys ? _settings[keys + 1] : Data, "admin.token"));

    /// <summary>All lines on standard error since the first start.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Starts a server and returns when it is ready.</summary>
    /// <param name="settings">Settings for its command line; later ones win over the usual ones.</param>
    public static Task<ServerProcess> Start(params string[] settings) => StartUnder([], settings);

    /// <summary>Starts a server below another program, such as a tracer that leaves the server its process id.</summary>
    public static async Task<ServerProcess> StartUnder(string[] under, params string[] settings)
    {
        var server = new ServerProcess(under, settings);
        try
        {
            await server.Restart();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a server that is expected to refuse to start.</summary>
    public static Task<Finished> Refused(params string[] settings) => Programs.Run("dotnet", [Repository.Host, "serve", .. settings]);

    /// <summary>Starts it again on the same data; the process before must have ended.</summary>
    public async Task Restart()
    {
        var began = Stopwatch.StartNew();
        string[] command = [.. _under, "dotnet", Repository.Host, "serve", "--data", Data, "--listen", "127.0.0.1:0", "--rest", "127.0.0.1:0", .. _settings];
        _process.Dispose();
        _process = new Process { StartInfo = Programs.StartInfo(command[0], command[1..]) };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                _errors.Enqueue(line.Data);
            }
        };
        _process.Start();
        _process.BeginErrorReadLine();
        using var bound = new CancellationTokenSource(ReadyWithin);
        var line = await _process.StandardOutput.ReadLineAsync(bound.Token);
        StartedIn = began.Elapsed;
        if (ReadyLine().Match(line ?? "") is not { Success: true } ready)
        {
            throw new InvalidOperationException($"The server did not get ready: {line}\n{string.Join('\n', _errors)}");
        }

        (Grpc, Rest) = (new Uri(ready.Groups["grpc"].Value), new Uri(ready.Groups["rest"].Value));
    }

    /// <summary><c>kill -9</c>: the process is gone when this returns, without a word.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Exited();
    }

    /// <summary>Sends a signal, such as STOP and CONT.</summary>
    public Task Signal(string name) => Programs.Run("/bin/sh", ["-c", $"kill -{name} {_process.Id}"]);

    /// <summary>Waits until the process ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> Ended() => Exited();

    /// <summary>SIGTERM, as an operator or a container platform ends a server.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Terminate()
    {
        await Signal("TERM");
        return await Exited();
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning())
        {
            await Kill();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private bool IsRunning()
    {
        try
        {
            return !_process.HasExited;
        }
        catch (InvalidOperationException)
        {
            // It was never started.
            return false;
        }
    }

    private async Task<int> Exited()
    {
        using var bound = new CancellationTokenSource(ExitWithin);
        await _process.WaitForExitAsync(bound.Token);
        return _process.ExitCode;
    }

    [GeneratedRegex(@"^IncidentGrains ready grpc=(?<grpc>\S+) rest=(?<rest>\S+) data=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadyLine();
}
