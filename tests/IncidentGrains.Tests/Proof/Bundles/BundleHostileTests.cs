using System.Diagnostics;
using System.Text;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Tests.Proof.Bundles;

/// <summary>A3 for bundles: a file from a stranger never throws, and never decides how much memory or time its verifier takes.</summary>
public sealed class BundleHostileTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4);
    private static readonly byte[] Whole = SampleBundle.Whole.Bundle();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(29)]
    [InlineData(100_000)]
    public async Task File_ThatIsNoZip_IsBroken(int length)
    {
        var random = new byte[length];
        new Random(length).NextBytes(random);
        Assert.Equal(VerdictStatus.Broken, (await SampleBundle.Verify(random)).Status);
    }

    [Fact]
    public async Task Length_ThatIsALie_IsRefusedBeforeMemoryIsTaken()
    {
        var file = Whole.ToArray();
        // Both lengths of the first header: 4 GiB less one.
        file.AsSpan(18, 8).Fill(0xFF);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains((await SampleBundle.Verify(file)).Findings, f => f.File == BundleFormat.Manifest && f.Reason.Contains("4,294,967,295", StringComparison.Ordinal));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public async Task CompressedZip_IsRefused_SoNothingUnfolds()
    {
        using var stream = new MemoryStream();
        await using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in await SampleBundle.Unpack(Whole))
            {
                await using var entry = await zip.CreateEntry(name, System.IO.Compression.CompressionLevel.SmallestSize).OpenAsync();
                await entry.WriteAsync(content);
            }
        }

        Assert.Contains("packed again", (await SampleBundle.Verify(stream.ToArray())).Findings[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public Task Bytes_Damaged_NeverThrowAndNeverVerify() => Fuzz(1, (random, file) =>
    {
        var likely = "\"\\{}[]:,0129af\n\r null-."u8;
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            file[random.Next(file.Length)] = random.Next(2) == 0 ? likely[random.Next(likely.Length)] : (byte)random.Next(256);
        }

        return file;
    }, file => Task.FromResult(file));

    // Whoever has a key can sign any nonsense: what it says is read nevertheless.
    [Theory]
    [InlineData(BundleFormat.Filing)]
    [InlineData(BundleFormat.Facts)]
    [InlineData(BundleFormat.Ledger)]
    [InlineData(BundleFormat.Checkpoint)]
    [InlineData(BundleFormat.Keys)]
    [InlineData(BundleFormat.Manifest)]
    public async Task SignedNonsense_NeverThrows(string name)
    {
        var files = await SampleBundle.Unpack(Whole);
        var original = files[name];
        await Fuzz(2, (random, file) =>
        {
            var (from, to) = (random.Next(file.Length), random.Next(file.Length));
            (from, to) = (Math.Min(from, to), Math.Min(Math.Max(from, to), from + 40));
            string[] pieces = ["null", "[null]", "{}", "[]", "-1", "1e9", "\"\"", "\u0000", ",", "true"];
            return [.. file[..from], .. Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]), .. file[to..]];
        }, damaged =>
        {
            var copy = new Dictionary<string, byte[]>(files, StringComparer.Ordinal) { [name] = damaged };
            if (name == BundleFormat.Manifest)
            {
                copy[BundleFormat.ManifestSignature] = Encoding.ASCII.GetBytes(CompactJws.Sign("ig-bundle-1", damaged, SampleBundle.Key) + "\n");
                return Task.FromResult(SampleBundle.Pack(copy));
            }

            return Task.FromResult(SampleBundle.PackAndSign(copy, SampleBundle.Key));
        }, original);
    }

    [Theory]
    [InlineData(BundleFormat.Filing, "\"fields\": [", "\"fields\": [null,")]
    [InlineData(BundleFormat.Filing, "\"obligations\": [", "\"obligations\": [null,")]
    [InlineData(BundleFormat.Facts, "\"facts\": [", "\"facts\": [null,")]
    [InlineData(BundleFormat.Keys, "\"keys\": [", "\"keys\": [null,")]
    public async Task List_ThatHoldsNull_IsRefused(string name, string before, string after)
    {
        var files = await SampleBundle.Unpack(Whole);
        files[name] = BundleTamperTests.Replaced(files[name], before, after);
        Assert.Contains((await SampleBundle.Verify(SampleBundle.PackAndSign(files, SampleBundle.Key))).Findings, f => f.File == name);
    }

    [Theory]
    [InlineData("""{"number":2,"fields":[null]}""")]
    [InlineData("""{"number":2,"fields":null}""")]
    [InlineData("""{"number":2147483647,"fields":[]}""")]
    [InlineData("""{"number":0,"fields":[]}""")]
    [InlineData("""{"number":2,"fields":[{"key":"how","text":"a"},{"key":"how","text":"b"}]}""")]
    [InlineData("""{"number":2,"fields":[],"newer":1}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""no JSON""")]
    public async Task FilingEvent_OfNonsense_IsNamed(string payload)
    {
        var made = SampleBundle.Whole.Copy();
        var content = made.Content();
        made.Add(SampleBundle.Filing, "filing.fields-updated.v1", payload);
        var finding = Assert.Single((await SampleBundle.Verify(BundleWriter.Write(content with { Events = made.Part, Checkpoint = made.Checkpoint() }, SampleBundle.Key))).Findings);
        Assert.Equal((SampleBundle.Filing, 19L), (finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task FilingEvents_BeforeTheDraft_AreNamed()
    {
        var made = SampleBundle.Empty();
        made.Add(SampleBundle.Filing, "filing.withdrawn.v1", """{"reason":"none"}""");
        var content = SampleBundle.Whole.Content() with { Events = made.Part, Checkpoint = made.Checkpoint() };
        Assert.Equal((SampleBundle.Filing, 1L), ((await SampleBundle.Verify(BundleWriter.Write(content, SampleBundle.Key))).Findings.Where(f => f.Seq == 1).Select(f => (f.Stream, f.Seq)).Single()));
    }

    [Fact]
    public async Task Versions_WithoutEnd_AreRefused()
    {
        var made = SampleBundle.Whole.Copy();
        for (var n = 3; n <= 1_002; n++)
        {
            made.Add(SampleBundle.Filing, "filing.version-started.v1", $$"""{"number":{{n}},"kind":"Final","formDigest":"","fields":[]}""");
        }

        var content = SampleBundle.Whole.Content() with { Events = made.Part, Checkpoint = made.Checkpoint() };
        Assert.Contains("1,000", Assert.Single((await SampleBundle.Verify(BundleWriter.Write(content, SampleBundle.Key))).Findings).Reason, StringComparison.Ordinal);
    }

    private static async Task Fuzz(int seed, Func<Random, byte[], byte[]> damage, Func<byte[], Task<byte[]>> pack, byte[]? original = null)
    {
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 600 && clock.Elapsed < Budget; i++)
        {
            var damaged = damage(random, [.. original ?? Whole]);
            if (!damaged.AsSpan().SequenceEqual(original ?? Whole))
            {
                var verdict = await SampleBundle.Verify(await pack(damaged), SampleBundle.Key.Fingerprint);
                Assert.True(verdict.Status == VerdictStatus.Broken, $"seed {seed}, round {i}: {verdict.Status}");
            }
        }
    }
}
