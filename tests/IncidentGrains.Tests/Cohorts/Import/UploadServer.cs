using System.Collections.Concurrent;
using System.Security.Cryptography;
using Grpc.Core;
using IncidentGrains.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentGrains.Tests.Cohorts.Import;

/// <summary>A server that takes chunks and does nothing else, and cuts the connection where it is told to.</summary>
internal sealed class UploadServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private UploadServer(WebApplication app, Taking taking) => (_app, Chunks) = (app, taking);

    /// <summary>What arrived, and how the connection is cut.</summary>
    public Taking Chunks { get; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<UploadServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(o => o.MaxReceiveMessageSize = 4 * 1024 * 1024);
        var taking = new Taking();
        builder.Services.AddSingleton(taking);
        var app = builder.Build();
        app.MapGrpcService<Taking>();
        await app.StartAsync();
        return new UploadServer(app, taking);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal sealed class Taking : CohortsService.CohortsServiceBase
    {
        private readonly ConcurrentDictionary<long, byte[]> _stored = new();

        /// <summary>Chunks by number.</summary>
        public IReadOnlyDictionary<long, byte[]> Stored => _stored;

        /// <summary>How often each chunk arrived.</summary>
        public ConcurrentQueue<long> Arrived { get; } = new();

        /// <summary>The connection is cut once before each of these chunks is answered.</summary>
        public ConcurrentQueue<long> Cuts { get; } = new();

        /// <summary>Answers wait for this.</summary>
        public Task Gate { get; set; } = Task.CompletedTask;

        /// <summary>Refuses a chunk of this number, as the server does that has other bytes of it.</summary>
        public long Refuses { get; set; }

        public override async Task UploadChunks(IAsyncStreamReader<UploadChunksRequest> requests, IServerStreamWriter<UploadChunksResponse> answers, ServerCallContext context)
        {
            ChunkStart? start = null;
            var bytes = new MemoryStream();
            while (await requests.MoveNext())
            {
                if (requests.Current.FrameCase == UploadChunksRequest.FrameOneofCase.Start)
                {
                    (start, bytes) = (requests.Current.Start, new MemoryStream());
                    continue;
                }

                Assert.InRange(requests.Current.Data.Length, 1, 1024 * 1024);
                requests.Current.Data.WriteTo(bytes);
                if (bytes.Length == start!.Size)
                {
                    await Take(start, bytes.ToArray(), answers, context);
                }
            }
        }

        private async Task Take(ChunkStart start, byte[] bytes, IServerStreamWriter<UploadChunksResponse> answers, ServerCallContext context)
        {
            Assert.Equal(SHA256.HashData(bytes), start.Sha256.ToByteArray());
            Arrived.Enqueue(start.Number);
            if (start.Number == Refuses)
            {
                throw new RpcException(new Status(StatusCode.AlreadyExists, "The chunk differs."));
            }

            await Gate;
            var repeated = !_stored.TryAdd(start.Number, bytes);
            if (Cuts.TryPeek(out var cut) && cut == start.Number)
            {
                // Stored, but nobody learns of it.
                Cuts.TryDequeue(out _);
                context.GetHttpContext().Abort();
                return;
            }

            await answers.WriteAsync(new UploadChunksResponse { Number = start.Number, Rows = bytes.AsSpan().Count((byte)'\n') - 1, Repeated = repeated });
        }
    }
}
