using System.Text;
using Grpc.Core;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Api;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>F15, A3: an import that is torn, repeated, altered or hostile ends as if nothing had been, or is refused; the members are exact.</summary>
[Collection(RealProcesses.Name)]
public sealed class TornImportTests(SharedServer server)
{
    private static readonly SyntheticFile File = new() { Rows = 6_000, Seed = 7, Duplicates = 0.07, Dirty = 0.01, Categories = ["name", "email"] };

    [Fact]
    public async Task Import_CutWithinAChunkAndResumed_IsExact()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Define("members", [.. File.AllCategories]);
        var import = await cohorts.Begin("members");
        var chunks = CohortClient.Chunks(File, rowsPerChunk: 1_500);
        await cohorts.Upload(import.ImportId, chunks.Take(1));
        using (var cut = cohorts.Api.UploadChunks())
        {
            await cohorts.Send(cut.RequestStream, import.ImportId, chunks[1]);
            await cut.RequestStream.WriteAsync(new UploadChunksRequest
            {
                Start = new ChunkStart
                {
                    IncidentId = cohorts.IncidentId, ImportId = import.ImportId, Number = 3, Size = chunks[2].Bytes.Length, FirstLine = chunks[2].FirstLine,
                    Sha256 = Google.Protobuf.ByteString.CopyFrom(chunks[2].Sha256), Format = ChunkFormat.Csv,
                },
            });
            await cut.RequestStream.WriteAsync(new UploadChunksRequest { Data = Google.Protobuf.ByteString.CopyFrom(chunks[2].Bytes, 0, 1_000) });
            Assert.True(await cut.ResponseStream.MoveNext(CancellationToken.None), "The second chunk is answered though the third never ends.");
        }

        var known = await cohorts.Api.GetImportAsync(new GetImportRequest { IncidentId = cohorts.IncidentId, ImportId = import.ImportId });
        Assert.Equal((2L, ImportState.Open), (known.ContiguousChunks, known.State));
        await cohorts.Upload(import.ImportId, chunks.Skip((int)known.ContiguousChunks));
        var done = await cohorts.Seal(import.ImportId, chunks);
        var counts = new SyntheticTruth(File).Files[0].Counts;
        Assert.Equal((counts.Members, counts.Rejected.Values.Sum()), (done.Result.Members, done.Result.Rejected));
    }

    [Fact]
    public async Task Chunk_SentTwice_IsRepeated_AndAlteredIsRefused()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Define("members", [.. File.AllCategories]);
        var import = await cohorts.Begin("members");
        var chunks = CohortClient.Chunks(File, rowsPerChunk: 3_000);
        Assert.Equal([false, false], (await cohorts.Upload(import.ImportId, chunks)).Select(a => a.Repeated));
        Assert.Equal([true], (await cohorts.Upload(import.ImportId, [chunks[0]])).Select(a => a.Repeated));
        byte[] bytes = [.. chunks[0].Bytes[..^2], (byte)'x', (byte)'\n'];
        await Refusal.Expect(StatusCode.AlreadyExists, "import.chunk_differs", () => cohorts.Upload(import.ImportId, [new UploadedChunk(1, bytes, 2)]));
        await Refusal.Expect(StatusCode.InvalidArgument, "request.invalid", () => cohorts.Upload(import.ImportId, [new UploadedChunk(3, bytes, 2) { Sha256 = chunks[0].Sha256 }]));
        Assert.Equal(new SyntheticTruth(File).Files[0].Counts.Members, (await cohorts.Seal(import.ImportId, chunks)).Result.Members);
    }

    [Fact]
    public async Task Seal_WithAChunkMissing_IsRefused_AndNobodyCounts()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Define("members", [.. File.AllCategories]);
        var import = await cohorts.Begin("members");
        var chunks = CohortClient.Chunks(File, rowsPerChunk: 1_500);
        await cohorts.Upload(import.ImportId, [chunks[0], .. chunks.Skip(2)]);
        await Refusal.Expect(StatusCode.FailedPrecondition, "import.digest_differs", () => cohorts.BeginSealing(import.ImportId, chunks));
        Assert.Equal(0, await cohorts.Count());
    }

    [Theory]
    [InlineData("declares 2 GB")]
    [InlineData("has a million columns")]
    [InlineData("names an unknown column")]
    [InlineData("is compressed Arrow")]
    [InlineData("is no Arrow")]
    public async Task Chunk_ThatIsHostile_IsRefused(string how)
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Define("members", "name");
        var import = await cohorts.Begin("members");
        var chunk = how switch
        {
            "has a million columns" => new UploadedChunk(1, Encoding.UTF8.GetBytes("member_id" + new string(',', 1_000_000) + "\n1\n"), 2),
            "names an unknown column" => new UploadedChunk(1, "member_id,shoe_size\n1,42\n"u8.ToArray(), 2),
            "is compressed Arrow" => new UploadedChunk(1, CompressedArrow.Stream(), 2, ChunkFormat.Arrow),
            _ => new UploadedChunk(1, "member_id\n1\n"u8.ToArray(), 2, ChunkFormat.Arrow),
        };
        await Refusal.Expect(StatusCode.InvalidArgument, "request.invalid", async () =>
        {
            if (how == "declares 2 GB")
            {
                using var call = cohorts.Api.UploadChunks();
                await call.RequestStream.WriteAsync(new UploadChunksRequest
                {
                    Start = new ChunkStart
                    {
                        IncidentId = cohorts.IncidentId, ImportId = import.ImportId, Number = 1, Size = 2L << 30, FirstLine = 2, Format = ChunkFormat.Csv,
                        Sha256 = Google.Protobuf.ByteString.CopyFrom(new byte[32]),
                    },
                });
                await call.ResponseStream.MoveNext(CancellationToken.None);
            }

            await cohorts.Upload(import.ImportId, [chunk]);
        });
        Assert.Equal(0, (await cohorts.Api.GetImportAsync(new GetImportRequest { IncidentId = cohorts.IncidentId, ImportId = import.ImportId })).ContiguousChunks);
    }

    [Fact]
    public async Task Arrow_WithTheSameRowsAsCsv_GivesTheSamePeople()
    {
        var cohorts = await CohortClient.Open(server.Admin);
        await cohorts.Define("members", "name");
        var import = await cohorts.Begin("members");
        var chunks = new[] { new UploadedChunk(1, CompressedArrow.Plain(["m1", "m2", "m1"], ["KR", "TW", "KR"]), 2, ChunkFormat.Arrow) };
        await cohorts.Upload(import.ImportId, chunks);
        var done = await cohorts.Seal(import.ImportId, chunks);
        Assert.Equal((2L, 1L), (done.Result.Members, done.Result.Duplicates));
        Assert.Equal(1, await cohorts.Count("jurisdiction(TW)"));
    }
}
