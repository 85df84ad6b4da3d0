using System.Text;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;
using IncidentGrains.Tests.Import;

namespace IncidentGrains.Tests.Registry.Rows;

public sealed class FileChunksTests
{
    [Fact]
    public void TryNext_Chunks_AreWholeFilesOfTheGivenSize()
    {
        using var file = new MemoryStream("id,name\n1,\"a\nb\"\n\n2,b\n3,c"u8.ToArray());
        var chunks = new FileChunks(file, maxRecords: 2);
        var chunk = new FileChunk();

        Assert.True(chunks.TryNext(chunk));
        Assert.Equal(("id,name\n1,\"a\nb\"\n\n2,b\n", 2, 2), (Text(chunk), chunk.FirstLine, chunk.Records));
        Assert.True(chunks.TryNext(chunk));
        Assert.Equal(("id,name\n3,c", 6, 1), (Text(chunk), chunk.FirstLine, chunk.Records));
        Assert.False(chunks.TryNext(chunk));
    }

    [Fact]
    public void TryNext_ByteLimit_IsKept()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("id\n" + string.Concat(Enumerable.Range(1000, 500).Select(i => $"{i}\n"))));
        var chunks = new FileChunks(file, maxBytes: 100);
        var chunk = new FileChunk();
        var records = 0;
        while (chunks.TryNext(chunk))
        {
            Assert.InRange(chunk.Bytes.Length, 1, 100);
            records += chunk.Records;
        }

        Assert.Equal(500, records);
    }

    [Theory]
    [InlineData("id,name\n1,", RejectReason.Length)]
    [InlineData("id,name\n1,\"", RejectReason.Length)]
    [InlineData("id,name\n1,a\"", RejectReason.Quoting)]
    public void TryNext_EndlessLine_IsCutInBoundedMemoryAndRejectedForItsReason(string front, RejectReason reason)
    {
        const int Length = 32 * 1024 * 1024;
        using var file = new LongLineStream(front, Length, "\n2,b\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var chunk = new FileChunk();
        Assert.True(new FileChunks(file).TryNext(chunk));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024 * 1024, "the line was held in memory");
        Assert.InRange(chunk.Bytes.Length, 1, 2 * RecordScanner.MaxRecord);
        var block = new RowBlock();
        new RowParser(new RowMapping { Columns = new Dictionary<RowField, string> { [RowField.MemberId] = "id" } }, new PersonKeys(new byte[16]))
            .Parse(chunk.Bytes.Span, chunk.FirstLine, block);
        Assert.Equal([(2L, reason)], block.Rejects.Select(r => (r.Line, r.Reason)));
        Assert.Equal(["2"], RowParserTests.Cells(block, RowField.MemberId));
    }

    [Fact]
    public void TryNext_RecordsAroundTheLimit_EndWhereTheWholeFileSays()
    {
        for (var length = RecordScanner.MaxRecord - 3; length <= RecordScanner.MaxRecord + 2; length++)
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes("id\n" + new string('x', length) + "\n2\n"));
            var chunk = new FileChunk();
            Assert.True(new FileChunks(file).TryNext(chunk));
            var block = new RowBlock();
            new RowParser(new RowMapping { Columns = new Dictionary<RowField, string> { [RowField.MemberId] = "id" } }, new PersonKeys(new byte[16]))
                .Parse(chunk.Bytes.Span, 2, block);

            // A record that fits has no usable member id all the same: that ends at 256 bytes.
            Assert.Equal([length < RecordScanner.MaxRecord ? RejectReason.Identifier : RejectReason.Length], block.Rejects.Select(r => r.Reason));
            Assert.Equal(["2"], RowParserTests.Cells(block, RowField.MemberId));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("id,\"name\n1,2\n")]
    public void New_WithoutAHeader_IsRefused(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.Throws<RowMappingException>(() => new FileChunks(file));
    }

    private static string Text(FileChunk chunk) => Encoding.UTF8.GetString(chunk.Bytes.Span);
}
