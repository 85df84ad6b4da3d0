using System.Text;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Tests.Proof.Bundles;

/// <summary>A1 for bundles: whatever somebody without the key does to one is found, and what was altered is named.</summary>
public sealed class BundleTamperTests
{
    private static readonly string Pin = SampleBundle.Key.Fingerprint;
    private static readonly byte[] Whole = SampleBundle.Whole.Bundle();

    public static TheoryData<string> Names() => [.. BundleFormat.Parts.Select(p => p.Name)];

    [Fact]
    public async Task AnyByte_Flipped_IsFound_AndTheFileIsNamed()
    {
        var (entries, _) = await BundleArchive.Read(new MemoryStream(Whole), default);
        var end = entries[^1].Offset + entries[^1].Length;
        var random = new Random(4);
        bool IsHeader(int at) => at >= end || entries.Any(e => e.HeaderOffset <= at && at < e.Offset);
        foreach (var at in Enumerable.Range(0, Whole.Length).Where(i => i % 13 == 0 || IsHeader(i)))
        {
            var file = Whole.ToArray();
            file[at] ^= (byte)(1 << random.Next(8));
            var verdict = await SampleBundle.Verify(file, Pin);
            var expected = entries.LastOrDefault(e => e.HeaderOffset <= at && at < e.Offset + e.Length)?.Name ?? "";
            Assert.Equal(VerdictStatus.Broken, verdict.Status);
            Assert.True(verdict.Findings.Any(f => f.File == expected), $"byte {at} of {expected}: {string.Join(" | ", verdict.Findings)}");
        }
    }

    [Fact]
    public async Task Bundle_CutAnywhere_IsBroken()
    {
        for (var length = 0; length < Whole.Length; length += 97)
        {
            Assert.Equal(VerdictStatus.Broken, (await SampleBundle.Verify(Whole[..length], Pin)).Status);
        }

        Assert.Equal(VerdictStatus.Broken, (await SampleBundle.Verify([.. Whole, 0], Pin)).Status);
        Assert.Equal(VerdictStatus.Broken, (await SampleBundle.Verify([0, .. Whole], Pin)).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_Dropped_IsNamed(string name) => await Named(Zipped([.. (await Entries()).Where(e => e.Name != name)]), name);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_Twice_IsNamed(string name)
    {
        var entries = await Entries();
        var at = entries.FindIndex(e => e.Name == name);
        var verdict = await Broken(Zipped([.. entries[..(at + 1)], .. entries[at..]]));
        Assert.Contains(verdict.Findings, f => (f.File == name && f.Reason.Contains("twice", StringComparison.Ordinal)) || f.Reason.Contains("no part of a bundle", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_MovedToTheEnd_IsNamed(string name)
    {
        var entries = await Entries();
        var moved = entries.Find(e => e.Name == name);
        if (name != entries[^1].Name)
        {
            await Named(Zipped([.. entries.Where(e => e.Name != name), moved]), name);
        }
    }

    [Theory]
    [InlineData("evil.txt")]
    [InlineData("../../etc/passwd")]
    [InlineData("/filing.pdf")]
    [InlineData("FILING.PDF")]
    [InlineData("a\u001b[31mb")]
    public async Task File_Added_IsRefused(string name)
    {
        var entries = await Entries();
        Assert.Contains((await Broken(Zipped([.. entries, (name, "x"u8.ToArray())]))).Findings, f => f.Reason.Contains("no part of a bundle", StringComparison.Ordinal));
        var verdict = await Broken(Zipped([.. entries[..4], (name, "x"u8.ToArray()), .. entries[4..]]));
        Assert.Contains("no part of a bundle", verdict.Findings[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', verdict.Findings[0].ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_EmptiedOrExtended_IsNamed(string name)
    {
        foreach (var content in new Func<byte[], byte[]>[] { _ => [], c => [.. c, (byte)' '], c => c[..^1] })
        {
            var files = await SampleBundle.Unpack(Whole);
            files[name] = content(files[name]);
            await Named(SampleBundle.Pack(files), name);
        }
    }

    [Fact]
    public async Task Bundle_OfAnotherTime_IsNamed()
    {
        var files = await SampleBundle.Unpack(Whole);
        var verdict = await Broken(BundleArchive.Write(Instants.FromMicros(SampleBundle.MadeAt).AddHours(1), files));
        Assert.All(verdict.Findings, f => Assert.Contains("another time", f.Reason, StringComparison.Ordinal));
        Assert.Equal(BundleFormat.Parts.Count, verdict.Findings.Count);
    }

    [Fact]
    public async Task Filing_ReplacedWithItsDigest_IsNamedByFieldAndManifest()
    {
        var files = await SampleBundle.Unpack(Whole);
        files[BundleFormat.Filing] = Replaced(files[BundleFormat.Filing], "4,536", "4,000");
        var manifest = BundleManifest.FromJson(files[BundleFormat.Manifest]);
        files[BundleFormat.Manifest] = (manifest with { Files = [.. BundleFormat.Listed.Select(p => ListedFile.Of(p, files[p.Name]))] }).ToJson();
        var verdict = await Broken(SampleBundle.Pack(files));
        Assert.Contains(verdict.Findings, f => f.File == BundleFormat.Manifest);
        Assert.Contains(verdict.Findings, f => (f.File, f.Field, f.Stream, f.Seq) == (BundleFormat.Filing, "count", SampleBundle.Filing, 11));
    }

    [Fact]
    public async Task Bundle_SignedAnewByAnotherKey_IsBroken_UnlessNothingIsPinned()
    {
        var files = await SampleBundle.Unpack(Whole);
        Assert.Contains((await Broken(SampleBundle.PackAndSign(files, SampleBundle.OtherKey))).Findings, f => f.File == BundleFormat.ManifestSignature);

        // Who makes a key of his own can make all of it: only a pin tells.
        var forged = BundleWriter.Write(SampleBundle.Whole.Content(SampleBundle.Whole.Checkpoint(SampleBundle.OtherKey)) with { Keys = [SampleBundle.OtherKey] }, SampleBundle.OtherKey);
        Assert.Equal(VerdictStatus.ConsistentSignerUnverified, (await SampleBundle.Verify(forged)).Status);
        Assert.Equal(VerdictStatus.Broken, (await SampleBundle.Verify(forged, Pin)).Status);
    }

    [Fact]
    public async Task Checkpoint_OfAnotherKey_IsNamed()
    {
        // The forger rewrites the incident and signs a checkpoint that fits; the server's key he does not have.
        var forged = SampleBundle.Whole.Copy();
        forged.Add(SampleBundle.CaseId, "incident.contained.v1", """{"note":"forged"}""");
        var content = forged.Content(forged.Checkpoint(SampleBundle.OtherKey));
        var files = await SampleBundle.Unpack(BundleWriter.Write(content, SampleBundle.OtherKey));
        await Named(SampleBundle.Pack(files), BundleFormat.Checkpoint);
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"k","typ":"ig-bundle-1"}""")]
    [InlineData("""{"alg":"ES256","kid":"k","typ":"ig-checkpoint-1"}""")]
    public async Task ManifestSignature_OfAnotherKind_IsRefused(string header)
    {
        var files = await SampleBundle.Unpack(Whole);
        var parts = Encoding.ASCII.GetString(files[BundleFormat.ManifestSignature]).Split('.');
        files[BundleFormat.ManifestSignature] = Encoding.ASCII.GetBytes($"{System.Buffers.Text.Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header))}.{parts[1]}.{parts[2]}");
        await Named(SampleBundle.Pack(files), BundleFormat.ManifestSignature);
    }

    private static async Task<List<(string Name, byte[] Content)>> Entries() => [.. (await SampleBundle.Unpack(Whole)).Select(f => (f.Key, f.Value))];

    // A zip of any entries, each written as a bundle writes it.
    private static byte[] Zipped(List<(string Name, byte[] Content)> files)
    {
        using var output = new MemoryStream();
        var entries = new List<ZipEntry>();
        foreach (var (name, content) in files)
        {
            entries.Add(new ZipEntry(name, output.Length, content.Length, Crc32.Append(0, content), ZipRecords.Stamp(Instants.FromMicros(SampleBundle.MadeAt))));
            output.Write([.. ZipRecords.Local(entries[^1]), .. content]);
        }

        var at = output.Length;
        byte[] directory = [.. entries.SelectMany(ZipRecords.Directory)];
        output.Write([.. directory, .. ZipRecords.End(entries.Count, at, directory.Length)]);
        return output.ToArray();
    }

    internal static byte[] Replaced(byte[] file, string old, string with)
    {
        var text = Encoding.UTF8.GetString(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(old, with, StringComparison.Ordinal));
    }

    private static async Task Named(byte[] bundle, string file)
    {
        var verdict = await Broken(bundle);
        Assert.True(verdict.Findings.Any(f => f.File == file), $"{file} is not among: {string.Join(" | ", verdict.Findings)}");
    }

    private static async Task<BundleVerdict> Broken(byte[] bundle)
    {
        var verdict = await SampleBundle.Verify(bundle, Pin);
        Assert.Equal(VerdictStatus.Broken, verdict.Status);
        return verdict;
    }
}
