using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Tests.Proof.Bundles;

/// <summary>A bundle that nobody touched: what it is, what it tells, and what it keeps back.</summary>
public sealed class BundleTests
{
    private static readonly string Pin = SampleBundle.Key.Fingerprint;
    private static readonly byte[] Whole = SampleBundle.Whole.Bundle();

    [Fact]
    public async Task Bundle_Untouched_IsVerified()
    {
        var verdict = await SampleBundle.Verify(Whole, Pin);
        Assert.Equal([], verdict.Findings);
        Assert.Equal((VerdictStatus.Verified, Pin, 4, 1), (verdict.Status, verdict.KeyFingerprint, verdict.FieldCount, verdict.OtherStreams));
        Assert.Equal((SampleBundle.CaseId, SampleBundle.Filing, 2), (verdict.Manifest!.CaseId, verdict.Manifest.FilingId, verdict.Manifest.Version));
        Assert.Equal([new DisclosedStream(SampleBundle.Filing, 18, 18, 0, 0), new DisclosedStream(SampleBundle.CaseId, 6, 3, 1, 2)], verdict.Streams);
    }

    [Fact]
    public async Task Bundle_WithoutPin_IsOnlyConsistent() => Assert.Equal(VerdictStatus.ConsistentSignerUnverified, (await SampleBundle.Verify(Whole)).Status);

    [Fact]
    public async Task Bundle_WithAnotherPin_NamesBothKeys()
    {
        var finding = Assert.Single((await SampleBundle.Verify(Whole, SampleBundle.OtherKey.Fingerprint)).Findings);
        Assert.Equal(BundleFormat.ManifestSignature, finding.File);
        Assert.Contains(Pin, finding.Reason, StringComparison.Ordinal);
        Assert.Contains(SampleBundle.OtherKey.Fingerprint, finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_MadeTwice_DiffersInItsSignatureOnly()
    {
        var (first, second) = (await SampleBundle.Unpack(Whole), await SampleBundle.Unpack(SampleBundle.Whole.Bundle()));
        Assert.Equal(BundleFormat.Parts.Select(p => p.Name), first.Keys);
        Assert.All(first.Keys.Where(n => n is not (BundleFormat.ManifestSignature or BundleFormat.Checkpoint or BundleFormat.Manifest)), n => Assert.Equal(first[n], second[n]));
    }

    [Fact]
    public async Task Bundle_KeepsBackWhatIsNotDisclosed()
    {
        var files = await SampleBundle.Unpack(Whole);
        var ledger = Encoding.UTF8.GetString(files[BundleFormat.Ledger]);
        Assert.Contains("4536", ledger, StringComparison.Ordinal);
        foreach (var secret in new[] { "not for this regulator", "Shop: accounts seen", "two people had destroyed", SampleBundle.OtherFiling, "another-regulators" })
        {
            Assert.All(files.Where(f => f.Key != BundleFormat.Checkpoint), f => Assert.DoesNotContain(secret, Encoding.UTF8.GetString(f.Value), StringComparison.Ordinal));
        }

        Assert.Equal(2, ledger.Split("\"kind\":\"withheld\"").Length - 1);
        Assert.Equal(1, ledger.Split("\"payload\":null").Length - 1);
    }

    [Fact]
    public async Task Filing_TellsWhatItsEventsSay()
    {
        var filing = FilingStatement.FromJson((await SampleBundle.Unpack(Whole))[BundleFormat.Filing]);
        Assert.Equal(("PIPC", "KR", "ko", "open", false), (filing.Regulator, filing.Jurisdiction, filing.Language, filing.Status, filing.Masked));
        Assert.Equal((2, "correction", "filed", "KISA-2025-2", "https://idp.example|rana", "https://idp.example|second"), (
            filing.Version.Number, filing.Version.Kind, filing.Version.State, filing.Version.ReceiptNumber, filing.Version.SubmittedBy, filing.Version.ApprovedBy));
        Assert.Equal(["4,536", "서명 키 유출", "privacy@shop.example, 02-0000-0000", "다시 세었습니다."], filing.Version.Fields.Select(f => f.Text));
        Assert.Equal([new StatedSource(SampleBundle.CaseId, 2)], filing.Version.Fields[0].Sources);
        Assert.Equal(("dmd-1", 1, 2), (filing.Demands[0].DemandId, filing.Demands[0].VersionNumber, filing.Demands[0].AnsweredBy));
        Assert.Equal("superseded", SampleBundle.Whole.Statement(1).Version.State);
    }

    [Fact]
    public async Task Zip_IsReadByOthers()
    {
        await using var zip = new ZipArchive(new MemoryStream(Whole), ZipArchiveMode.Read);
        var files = await SampleBundle.Unpack(Whole);
        Assert.Equal(files.Keys, zip.Entries.Select(e => e.FullName));
        foreach (var entry in zip.Entries)
        {
            // The runtime's reader checks the check sum as it reads.
            await using var content = await entry.OpenAsync();
            using var read = new MemoryStream();
            await content.CopyToAsync(read);
            Assert.Equal(files[entry.FullName], read.ToArray());
            Assert.Equal(Instants.FromMicros(SampleBundle.MadeAt).UtcDateTime.AddSeconds(-1), entry.LastWriteTime.DateTime);
        }
    }

    [Fact]
    public async Task Manifest_IsCheckedByOthers()
    {
        var files = await SampleBundle.Unpack(Whole);
        var lines = Encoding.UTF8.GetString(files[BundleFormat.Manifest]);
        Assert.All(files.Where(f => !f.Key.StartsWith("manifest", StringComparison.Ordinal)), f =>
            Assert.Contains($"\"{Convert.ToHexStringLower(SHA256.HashData(f.Value))}\"", lines, StringComparison.Ordinal));
        var parts = Encoding.ASCII.GetString(files[BundleFormat.ManifestSignature]).TrimEnd().Split('.');
        Assert.Equal(files[BundleFormat.Manifest], System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        Assert.True(SampleBundle.Key.Verify(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2])));
    }

    [Fact]
    public async Task Readme_TellsHowToVerify_InBothLanguages()
    {
        var text = Encoding.UTF8.GetString((await SampleBundle.Unpack(Whole))[BundleFormat.Readme]);
        Assert.Contains("incidentctl bundle verify FILE --fingerprint FINGERPRINT", text, StringComparison.Ordinal);
        Assert.Contains("이 묶음의 확인 방법", text, StringComparison.Ordinal);
        Assert.Contains(SampleBundle.Filing, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_SignedByANewerKeyThanItsCheckpoint_IsVerified()
    {
        var content = SampleBundle.Whole.Content(SampleBundle.Whole.Checkpoint(SampleBundle.OtherKey)) with { Keys = [SampleBundle.Key, SampleBundle.OtherKey] };
        Assert.Equal(VerdictStatus.Verified, (await SampleBundle.Verify(BundleWriter.Write(content, SampleBundle.Key), Pin)).Status);
    }

    [Fact]
    public void Bundle_WithAFileThatIsTooLong_IsNotWritten()
    {
        var content = SampleBundle.Whole.Content() with { Paper = new byte[BundleFormat.Parts.Single(p => p.Name == BundleFormat.Paper).MaxLength + 1] };
        Assert.Contains(BundleFormat.Paper, Assert.Throws<InvalidDataException>(() => BundleWriter.Write(content, SampleBundle.Key)).Message, StringComparison.Ordinal);
    }
}
