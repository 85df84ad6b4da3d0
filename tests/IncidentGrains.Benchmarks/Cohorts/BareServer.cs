using System.Diagnostics;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using IncidentGrains.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Benchmarks.Cohorts;

/// <summary>A gRPC server of its own process whose method does nothing but answer.</summary>
internal sealed class BareServer : IDisposable
{
    /// <summary>The word on the command line that makes this program such a server.</summary>
    public const string Verb = "bare-server";

    private readonly Process _process;
    private readonly GrpcChannel _channel;

    private BareServer(Process process, Uri address)
    {
        (_process, _channel) = (process, GrpcChannel.ForAddress(address));
        Api = new CohortsService.CohortsServiceClient(_channel);
    }

    public CohortsService.CohortsServiceClient Api { get; }

    public static async Task<BareServer> Start()
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], Verb]) { RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(start)!;
        return new BareServer(process, new Uri((await process.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>Serves until it is killed.</summary>
    public static async Task<int> Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Answering>();
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
        return 0;
    }

    public void Dispose()
    {
        _channel.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private sealed class Answering : CohortsService.CohortsServiceBase
    {
        public override Task<LookUpPersonResponse> LookUpPerson(LookUpPersonRequest request, ServerCallContext context) => Task.FromResult(new LookUpPersonResponse
        {
            Answer = new LookupAnswer { Affected = Affected.Yes, Categories = 15, Cohorts = 1 },
            CategoryNames = { "name", "email", "phone", "address" },
            CohortNames = { "members-1" },
            RegistryVersion = 6,
        });
    }
}
