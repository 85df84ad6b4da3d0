using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Google.Rpc;
using Grpc.Core;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>SIGTERM: what was acknowledged is there afterwards, and nobody has to wait for the last watcher.</summary>
[Collection(RealProcesses.Name)]
public sealed class StopTests
{
    // Container platforms kill after 30 s, or 10 s.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Terminate_WithAWatchOpenAndCallersUnderWay_EndsWithZeroAndLosesNothing()
    {
        await using var server = await ServerProcess.Start();
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var id = (await clients.Open()).IncidentId;
        using var upload = new CohortsService.CohortsServiceClient(clients.Invoker).UploadChunks();
        using var watch = clients.Incidents.WatchIncident(new WatchIncidentRequest { IncidentId = id });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        var uploading = Refusal.Of(() => upload.ResponseStream.MoveNext(CancellationToken.None));
        var acknowledged = Enumerable.Range(0, 16).Select(_ => AddUntilRefused(clients.Incidents, id)).ToArray();
        while ((await clients.Get(id)).Version < 50)
        {
            // The load is under way once the incident has grown.
        }

        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await server.Terminate());
        Assert.True(stopping.Elapsed < Patience, $"It took {stopping.Elapsed} to stop.");

        var ended = await Refusal.Of(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
                // Events that were still delivered.
            }
        });
        ended.AssertIs(StatusCode.Unavailable, "server.stopping");
        (await uploading).AssertIs(StatusCode.Unavailable, "server.stopping");
        Assert.Equal(1, ended.Detail<RetryInfo>().RetryDelay.Seconds);
        var texts = (await Task.WhenAll(acknowledged)).SelectMany(t => t).ToHashSet(StringComparer.Ordinal);
        await server.Restart();
        using var again = new Clients(server.Grpc, server.AdminToken);
        var entries = await again.Incidents.ListTimelineEntriesAsync(new ListTimelineEntriesRequest { IncidentId = id, PageSize = 1000 });
        Assert.Subset(entries.Entries.Select(e => e.Text).ToHashSet(StringComparer.Ordinal), texts);
    }

    [Fact]
    public async Task Terminate_WhileARequestIsHalfSent_DoesNotWaitForTheRest()
    {
        await using var server = await ServerProcess.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(server.Rest.Host, server.Rest.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/incidents HTTP/1.1\r\nHost: {server.Rest.Authority}\r\nAuthorization: Bearer {server.AdminToken}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"));
        using var answer = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal("HTTP/1.1 100 Continue", await answer.ReadLineAsync(bound.Token));

        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await server.Terminate());
        Assert.True(stopping.Elapsed < Patience, $"It took {stopping.Elapsed} to stop.");
    }

    private static async Task<List<string>> AddUntilRefused(IncidentsService.IncidentsServiceClient incidents, string id)
    {
        var acknowledged = new List<string>();
        try
        {
            while (true)
            {
                var add = new AddTimelineEntryRequest { IncidentId = id, CommandId = Clients.NewId() };
                add.Text = "entry " + add.CommandId[..8];
                acknowledged.Add((await incidents.AddTimelineEntryAsync(add)).Text);
            }
        }
        catch (RpcException e)
        {
            // Nothing but "away" may be said while it stops: the caller retries elsewhere.
            Assert.True(e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled || e.Status.DebugException is IOException or HttpRequestException, e.ToString());
            return acknowledged;
        }
    }
}
