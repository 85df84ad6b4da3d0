using System.Text;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using IncidentGrains.Cli.Cohorts.Import;

namespace IncidentGrains.Tests.Cohorts.Import;

/// <summary>An Arrow file is read as the CSV with the same columns, whatever its form; a damaged one stops the import.</summary>
public sealed class ArrowRowsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Arrow_InWhateverForm_ReadsAsCsv(bool isFile, bool isCompressed)
    {
        Write(isFile, isCompressed);
        var part = new SourceParts([SourceFile.Of(_path)]).Open().Select(p => new StreamReader(p.Rows, Encoding.UTF8).ReadToEnd());
        Assert.Equal("member_id,address,visits\nm1,\"Seoul, 1\",7\nm2,,8\nm3,\"a \"\"b\"\"\",9\n", Assert.Single(part));
    }

    [Fact]
    public void Arrow_CutOff_StopsTheImport()
    {
        Write(isFile: false, isCompressed: false);
        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..300]);
        Assert.Throws<ImportStoppedException>(() => new SourceParts([SourceFile.Of(_path)]).Open().Select(p => new StreamReader(p.Rows).ReadToEnd()).ToList());
    }

    private void Write(bool isFile, bool isCompressed)
    {
        var first = Batch(["m1", "m2"], ["Seoul, 1", null], [7, 8]);
        var second = Batch(["m3"], ["a \"b\""], [9]);
        var options = isCompressed ? new IpcOptions { CompressionCodec = CompressionCodecType.Zstd, CompressionCodecFactory = new CompressionCodecFactory() } : new IpcOptions();
        using var file = File.Create(_path);
        using var writer = isFile ? new ArrowFileWriter(file, first.Schema, leaveOpen: true, options) : new ArrowStreamWriter(file, first.Schema, leaveOpen: true, options);
        writer.WriteRecordBatch(first);
        writer.WriteRecordBatch(second);
        writer.WriteEnd();
    }

    private static RecordBatch Batch(string[] ids, string?[] addresses, long[] visits) => new RecordBatch.Builder()
        .Append("member_id", false, new StringArray.Builder().AppendRange(ids).Build())
        .Append("address", true, addresses.Aggregate(new StringArray.Builder(), (b, a) => a is null ? b.AppendNull() : b.Append(a)).Build())
        .Append("visits", false, new Int64Array.Builder().AppendRange(visits).Build()).Build();
}
