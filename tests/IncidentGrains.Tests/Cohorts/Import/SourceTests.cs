using System.IO.Compression;
using System.Text;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Cohorts.Import;

namespace IncidentGrains.Tests.Cohorts.Import;

/// <summary>Files as an import reads them: whole, in order, within bounds, or not at all.</summary>
public sealed class SourceTests : IDisposable
{
    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("member_id\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"M{i}\n")));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-import");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Parts_OfPlainGzipAndZip_AreReadInOrder()
    {
        var files = new[] { Write("a.csv", Csv), Write("b.csv.gz", [.. Gzip(Csv[..1_000_000]), .. Gzip(Csv[1_000_000..])]), Write("c.zip", Zip(("x.csv", Csv), ("sub/", []), ("sub/y.csv", Csv))) }.Select(SourceFile.Of).ToList();
        var parts = new SourceParts(files);
        var read = parts.Open().Select(p => (p.Name, Read(p.Rows).AsSpan().SequenceEqual(Csv))).ToList();

        Assert.Equal([("a.csv", true), ("b.csv.gz", true), ("c.zip/x.csv", true), ("c.zip/sub/y.csv", true)], read);
        Assert.Equal([Packing.Plain, Packing.Gzip, Packing.Zip], files.Select(f => f.Packing));
        Assert.Equal(files.Sum(f => f.Size), parts.BytesRead);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(-4)]
    [InlineData(-8)]
    public void Gzip_CutOff_IsFound(double where)
    {
        var whole = Gzip(Csv);
        var cut = whole[..(where < 0 ? whole.Length + (int)where : (int)(whole.Length * where))];
        Assert.Contains("cut off", Stopped(Write("a.csv.gz", cut)).Message, StringComparison.Ordinal);
        Assert.Contains("cut off", Stopped(Write("b.csv.gz", [.. whole, .. cut])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_WithSomethingElseBehindIt_IsFound() => Stopped(Write("a.csv.gz", [.. Gzip(Csv), .. new byte[512]]));

    [Fact]
    public void Gzip_Altered_IsFound()
    {
        var whole = Gzip(Csv);
        whole[whole.Length / 2] ^= 1;
        Stopped(Write("a.csv.gz", whole));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public void Zip_WithAnAlteredEntry_IsFound(CompressionLevel level)
    {
        var whole = Zip(level, ("x.csv", Csv));
        whole[whole.Length / 2] ^= 1;
        Assert.Contains("a.zip/x.csv", Stopped(Write("a.zip", whole)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_CutOff_IsFound() => Stopped(Write("a.zip", Zip(("x.csv", Csv))[..^30]));

    [Fact]
    public void Expansion_BeyondMeasure_EndsInBoundedMemory()
    {
        using (var bomb = new GZipStream(File.Create(Path.Combine(_folder.FullName, "bomb.csv.gz")), CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 100; i++)
            {
                bomb.Write(zeros);
            }
        }

        Assert.Contains("500 times", Stopped(Path.Combine(_folder.FullName, "bomb.csv.gz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_TellsChangesAtBothEndsAndOfTheSize()
    {
        var digests = new[] { Csv, [(byte)'x', .. Csv[1..]], [.. Csv[..^1], (byte)'x'], [.. Csv, (byte)'\n'] }.Select((bytes, i) => SourceFile.Of(Write($"{i}.csv", bytes)).Digest).ToList();
        Assert.Distinct(digests);
        Assert.Equal(digests[0], SourceFile.Of(Write("again.csv", Csv)).Digest);
    }

    [Fact]
    public void File_ThatIsNotThere_IsAMistakeOfTheCommandLine() => Assert.Throws<UsageException>(() => SourceFile.Of(Path.Combine(_folder.FullName, "none.csv")));

    [Fact]
    public void Chunks_OfTheSameFiles_AreTheSame()
    {
        var files = new[] { SourceFile.Of(Write("a.csv", Csv)), SourceFile.Of(Write("b.csv.gz", Gzip(Csv))) };
        var (first, second) = (Cut(files), Cut(files));
        Assert.Equal(first, second);
        Assert.Equal(400_000, first.Sum(c => c.Records));
        Assert.Equal(Enumerable.Range(1, first.Count).Select(i => (long)i), first.Select(c => c.Number));
    }

    private static List<(long Number, string File, int Records, long FirstLine, string Sha256)> Cut(IReadOnlyList<SourceFile> files)
    {
        using var reader = new ChunkReader(new SourceParts(files), maxBytes: 100_000);
        var (chunks, chunk) = (new List<(long, string, int, long, string)>(), new UploadChunk());
        while (reader.TryNext(chunk))
        {
            chunks.Add((chunk.Number, chunk.File, chunk.Content.Records, chunk.Content.FirstLine, Convert.ToHexString(chunk.Sha256)));
        }

        return chunks;
    }

    private static ImportStoppedException Stopped(string path) => Assert.Throws<ImportStoppedException>(() =>
    {
        foreach (var part in new SourceParts([SourceFile.Of(path)]).Open())
        {
            Read(part.Rows);
        }
    });

    private static byte[] Read(Stream stream)
    {
        var (all, buffer) = (new MemoryStream(), new byte[10_000]);
        for (int read; (read = stream.Read(buffer.AsSpan())) > 0;)
        {
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => Zip(CompressionLevel.Fastest, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
