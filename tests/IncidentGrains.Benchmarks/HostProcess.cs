using System.Diagnostics;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace IncidentGrains.Benchmarks;

/// <summary>The server in embedded mode, as a user starts it, in a folder of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private HostProcess(Process process, DirectoryInfo data, Uri grpc)
    {
        (_process, _data) = (process, data);
        Channel = GrpcChannel.ForAddress(grpc, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        });
        Headers = new Metadata { { "authorization", "Bearer " + File.ReadAllText(Path.Combine(data.FullName, "admin.token")) } };
    }

    public GrpcChannel Channel { get; }

    public Metadata Headers { get; }

    public static async Task<HostProcess> Start()
    {
        var relative = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HostPath").Value!;
        var data = Directory.CreateTempSubdirectory("ig-benchmark");
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(relative, AppContext.BaseDirectory), "serve", "--data", data.FullName, "--listen", "127.0.0.1:0", "--rest", "127.0.0.1:0"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, e) => Debug.WriteLine(e.Data);
        process.BeginErrorReadLine();
        var ready = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        var grpc = ready.Split(' ').Single(w => w.StartsWith("grpc=", StringComparison.Ordinal))["grpc=".Length..];
        return new HostProcess(process, data, new Uri(grpc));
    }

    public void Dispose()
    {
        Channel.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _data.Delete(recursive: true);
    }
}
