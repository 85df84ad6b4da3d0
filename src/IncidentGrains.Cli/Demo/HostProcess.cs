using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace IncidentGrains.Cli.Demo;

/// <summary>A server in embedded mode on free ports of this machine, as a process of its own. Disposing stops it.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    // Both of the server's streams are written to it.
    private readonly StreamWriter _log;
    private readonly Lock _turn = new();
    private readonly Task _stderr;
    private Task _stdout = Task.CompletedTask;

    private HostProcess(Process process, string log)
    {
        _process = process;
        _log = new StreamWriter(log) { AutoFlush = true };
        _stderr = Copy(process.StandardError);
    }

    /// <summary>The address of the gRPC API.</summary>
    public Uri Grpc { get; private set; } = new("http://127.0.0.1");

    /// <summary>The address of the JSON API.</summary>
    public Uri Rest { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    /// <param name="dll">The server's program.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="clock">The file of the replayed clock.</param>
    /// <param name="log">Where its log goes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DemoException">It ended, or was not ready within 30 seconds.</exception>
    public static async Task<HostProcess> Start(string dll, string data, string clock, string log, CancellationToken cancellation)
    {
        // DOTNET_HOST_PATH is the dotnet that runs us, where the SDK set it; else the one on the path.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } dotnet ? dotnet : "dotnet")
        {
            RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        foreach (var argument in new[] { dll, "serve", "--data", data, "--listen", "127.0.0.1:0", "--rest", "127.0.0.1:0", "--replay-clock", clock })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new DemoException("the server could not be started");
        var host = new HostProcess(process, log);
        try
        {
            await host.Ready(log, cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        await Task.WhenAll(_stderr, _stdout);
        await _log.DisposeAsync();
        _process.Dispose();
    }

    private async Task Ready(string log, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (ReadyLine().Match(line) is { Success: true } ready)
                {
                    (Grpc, Rest) = (new Uri(ready.Groups["grpc"].Value), new Uri(ready.Groups["rest"].Value));
                    _stdout = Copy(_process.StandardOutput);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DemoException($"the server was not ready within {StartLimit.TotalSeconds:0} s; its log is {log}");
        }

        await _process.WaitForExitAsync(cancellation);
        throw new DemoException($"the server ended with code {_process.ExitCode} before it was ready; its log is {log}");
    }

    // A pipe that nobody reads would stop the server once it is full.
    private async Task Copy(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            Write(line);
        }
    }

    private void Write(string line)
    {
        lock (_turn)
        {
            _log.WriteLine(line);
        }
    }

    // .NET can only kill; a server that is asked can finish its writes.
    private void Terminate()
    {
        if (OperatingSystem.IsWindows() || Signal(_process.Id, SigTerm) != 0)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private const int SigTerm = 15;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    [GeneratedRegex(@"^IncidentGrains ready grpc=(?<grpc>http://\S+) rest=(?<rest>http://\S+) data=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadyLine();
}
