using System.Text;
using IncidentGrains.Cli.Incidents.Import;

namespace IncidentGrains.Tests.Import;

public sealed class CsvRecordsTests
{
    [Fact]
    public void Next_QuotedCells_GivesTheirText()
    {
        var records = Read("id,name\r\n1,\"Pell, Anders \"\"& Co\"\"\"\r\n2,\"two\r\nlines\"\r\n3,\r\n");

        Assert.Equal(["1", "Pell, Anders \"& Co\""], records[1].Cells);
        Assert.Equal(["2", "two\r\nlines"], records[2].Cells);
        Assert.Equal(["3", ""], records[3].Cells);
        Assert.Equal([1, 2, 3, 5], records.Select(r => r.Line));
    }

    [Fact]
    public void Next_ByteOrderMarkEmptyLinesAndNoLastLineEnd_AreNoRows()
    {
        var records = Read("\uFEFFid,name\n\n\r\n1,a\n\n2,b");

        Assert.Equal(["id", "name"], records[0].Cells);
        Assert.Equal([1, 4, 6], records.Select(r => r.Line));
        Assert.Equal(["2", "b"], records[2].Cells);
    }

    [Theory]
    [InlineData("1,\"Acme", 1, "never closed")]
    [InlineData("1,Acme \"Bob\"", 1, "inside a cell that is not quoted")]
    [InlineData("1,\"Acme\" Inc", 1, "follows the closing quote")]
    [InlineData("1,a\rb", 1, "carriage return")]
    [InlineData("1", -1, "1 cells, the header has 2")]
    [InlineData("1,a,b", -1, "3 cells, the header has 2")]
    [InlineData("1,a\0b", 1, "NUL")]
    public void Next_BadLine_IsOneFaultAndTheNextLineIsRead(string line, int cell, string reason)
    {
        var records = Read($"id,name\n{line}\n2,b\n3,c\n");

        Assert.Equal(cell, records[1].Fault!.Cell);
        Assert.Contains(reason, records[1].Fault!.Reason, StringComparison.Ordinal);
        Assert.Equal(line.Replace("\0", "\\x00", StringComparison.Ordinal), records[1].Raw);
        Assert.Equal(["2", "b"], records[2].Cells);
        Assert.Equal(["3", "c"], records[3].Cells);
    }

    [Fact]
    public void Next_StrayQuoteThatALaterLineCloses_CostsTheTwoLinesAlone()
    {
        var records = Read("id,name\n1,\"Acme\n2,Beta\",Y\n3,c\n");

        Assert.Equal([2, 3], records.Where(r => r.Fault is not null).Select(r => r.Line));
        Assert.Equal(["1,\"Acme", "2,Beta\",Y"], records.Where(r => r.Fault is not null).Select(r => r.Raw));
        Assert.Equal(["3", "c"], records[^1].Cells);
    }

    [Fact]
    public void Next_BrokenUtf8_IsAFaultThatKeepsTheBytes()
    {
        var records = Read([.. "id,name\n1,"u8, 0xC3, 0x28, .. "\n2,é\n"u8]);

        Assert.Equal(1, records[1].Fault!.Cell);
        Assert.Equal("1,\\xC3(", records[1].Raw);
        Assert.Equal(["2", "é"], records[2].Cells);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Next_LineOfManyMegabytes_IsOneFaultInBoundedMemory(bool quoted)
    {
        const int Length = 64 * 1024 * 1024;
        using var file = new LongLineStream(quoted ? "id,name\n1,\"" : "id,name\n1,", Length, "\n2,b\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var records = Read(file);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < Length / 8, "the line was held in memory");
        Assert.Equal(3, records.Count);
        Assert.Contains("longer than", records[1].Fault!.Reason, StringComparison.Ordinal);
        Assert.True(records[1].Raw.Length <= CsvBytes.KeptOfOverlong + 1);
        Assert.Equal((3, "b"), (records[2].Line, records[2].Cells[1]));
    }

    [Fact]
    public void Next_AnyBytes_PutsEveryLineIntoOneRecord()
    {
        var random = new Random(20240523);
        var alphabet = "a,\"\n\r\0é"u8.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Enumerable.Range(0, random.Next(60)).Select(_ => alphabet[random.Next(alphabet.Length)]).ToArray();

            var records = Read([.. "id,name\n"u8, .. bytes]);

            // Put together again, the records are the file, but for empty lines and line ends.
            var expected = CsvBytes.Raw(bytes).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
            var found = string.Concat(records.Skip(1).Select(r => r.Raw)).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
            Assert.Equal(expected, found);
            Assert.Equal(records.Select(r => r.Line).Order(), records.Select(r => r.Line));
        }
    }

    private static List<CsvRecord> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static List<CsvRecord> Read(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return Read(file);
    }

    private static List<CsvRecord> Read(Stream file)
    {
        var reader = new CsvRecords(file);
        var records = new List<CsvRecord>();
        while (reader.Next() is { } record)
        {
            records.Add(record);
            reader.ExpectedCells = records[0].Cells.Length;
        }

        return records;
    }
}
