using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using IncidentGrains.V1;
using Grpc.Core;
using Grpc.Net.Client;
using IncidentGrains.Cli.Cohorts.Import;
using ApiImport = IncidentGrains.V1.Import;

namespace IncidentGrains.Tests.Cohorts.Import;

/// <summary>Chunks on their way to a server: each arrives whole, whatever is cut; what the server has is not sent again.</summary>
public sealed class ChunkUploadTests : IDisposable
{
    private const int Rows = 30_000;
    private const int ChunkBytes = 10_000;

    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("member_id\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"M{i:000000}\n")));

    private readonly string _file = Path.GetTempFileName();
    private ChunkReader? _reader;

    public ChunkUploadTests() => File.WriteAllBytes(_file, Csv);

    public void Dispose()
    {
        _reader?.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task Upload_SendsAllChunksOnce()
    {
        await using var server = await UploadServer.Start();
        var (upload, reader) = await Run(server, new ApiImport());

        Assert.Equal((Rows, reader.Count), (upload.Rows, upload.Answered));
        Assert.Equal(Enumerable.Range(1, (int)reader.Count).Select(i => (long)i), server.Chunks.Arrived);
        Assert.Equal(Csv, Joined(server));
        Assert.Equal(Digest(server), reader.Digest);
    }

    [Fact]
    public async Task Upload_WhoseConnectionIsCut_SendsAgainWhatWasNotAnswered()
    {
        await using var server = await UploadServer.Start();
        foreach (var number in (long[])[1, 2, 7, 8, 20])
        {
            server.Chunks.Cuts.Enqueue(number);
        }

        var (upload, reader) = await Run(server, new ApiImport());

        Assert.Empty(server.Chunks.Cuts);
        Assert.Equal((Rows, reader.Count), (upload.Rows, upload.Answered));
        Assert.Equal(Csv, Joined(server));
        Assert.True(server.Chunks.Arrived.Count > reader.Count, "nothing was sent again");
    }

    [Fact]
    public async Task Upload_OfWhatTheServerHasInPart_SendsTheRest()
    {
        await using var server = await UploadServer.Start();
        await Run(server, new ApiImport());
        var known = new ApiImport { ContiguousChunks = 9, ContiguousDigest = ByteString.CopyFrom(Digest(server, first: 9)) };
        server.Chunks.Arrived.Clear();

        var (_, reader) = await Run(server, known);

        Assert.Equal(Enumerable.Range(10, (int)reader.Count - 9).Select(i => (long)i), server.Chunks.Arrived);
        Assert.Equal(Digest(server), reader.Digest);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10_000)]
    public async Task Upload_OfOtherFilesThanTheServerHas_IsStopped(long contiguous)
    {
        await using var server = await UploadServer.Start();
        var stopped = await Assert.ThrowsAsync<ImportStoppedException>(
            () => Run(server, new ApiImport { ContiguousChunks = contiguous, ContiguousDigest = ByteString.CopyFrom(new byte[32]) }));

        Assert.Contains("not those", stopped.Message, StringComparison.Ordinal);
        Assert.Empty(server.Chunks.Arrived);
    }

    [Fact]
    public async Task Upload_ThatIsRefused_EndsWithTheRefusal()
    {
        await using var server = await UploadServer.Start();
        server.Chunks.Refuses = 5;
        Assert.Equal(StatusCode.AlreadyExists, (await Assert.ThrowsAsync<RpcException>(() => Run(server, new ApiImport()))).StatusCode);
        Assert.Equal(4, server.Chunks.Stored.Count);
    }

    [Fact]
    public async Task Upload_ToAServerThatDoesNotAnswer_HoldsAFewChunksAndCanBeEnded()
    {
        await using var server = await UploadServer.Start();
        var gate = new TaskCompletionSource();
        server.Chunks.Gate = gate.Task;
        using var ends = new CancellationTokenSource();
        var running = Run(server, new ApiImport(), ends.Token);

        // Four on their way, one cut and one being handed over: then nothing more is read.
        await Until(() => _reader?.Count == 6);
        Assert.False(running.IsCompleted);
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => running);
        Assert.Equal(6, _reader!.Count);
        gate.SetResult();
    }

    private async Task<(ChunkUpload Upload, ChunkReader Reader)> Run(UploadServer server, ApiImport known, CancellationToken cancellation = default)
    {
        _reader = new ChunkReader(new SourceParts([SourceFile.Of(_file)]), ChunkBytes);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var upload = new ChunkUpload(new CohortsService.CohortsServiceClient(channel), "inc", "imp", TimeProvider.System);
        await upload.Run(_reader, known, cancellation);
        return (upload, _reader);
    }

    private static byte[] Joined(UploadServer server) =>
        [.. "member_id\n"u8.ToArray().Concat(server.Chunks.Stored.OrderBy(c => c.Key).SelectMany(c => c.Value["member_id\n".Length..]))];

    private static byte[] Digest(UploadServer server, int first = int.MaxValue) =>
        SHA256.HashData([.. server.Chunks.Stored.OrderBy(c => c.Key).Take(first).SelectMany(c => SHA256.HashData(c.Value))]);

    private static async Task Until(Func<bool> holds)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), "it did not come to that within 30 s");
            await Task.Delay(5);
        }
    }
}
