using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof;

/// <summary>A checkpoint is evidence only as the exact JWS that the key signed.</summary>
public sealed class CheckpointTests
{
    private static readonly string Pin = SampleExport.Key.Fingerprint;
    private static readonly List<string> Lines = SampleExport.Whole.Lines();

    private static Checkpoint Sample { get; } = new(
        SampleExport.CaseId, 2, 1_763_473_920_000_001, "system", SHA256.HashData("before"u8), [new StreamHead("inc-a", 7, SHA256.HashData("a"u8))]);

    [Fact]
    public void Jws_ThroughParse_IsTheSameStatement()
    {
        var jws = Sample.Sign(SampleExport.Key);
        var parsed = Checkpoint.Parse(jws);
        Assert.True(parsed.IsSignedBy(SampleExport.Key));
        Assert.False(parsed.IsSignedBy(SampleExport.OtherKey));
        Assert.Equal((Sample.CaseId, Sample.Number, Sample.AtMicros, Sample.Clock), (parsed.Checkpoint.CaseId, parsed.Checkpoint.Number, parsed.Checkpoint.AtMicros, parsed.Checkpoint.Clock));
        Assert.Equal(Sample.PrevDigest, parsed.Checkpoint.PrevDigest);
        Assert.Equal(("inc-a", 7L), (parsed.Checkpoint.Heads.Single().Stream, parsed.Checkpoint.Heads.Single().Seq));
        Assert.Equal(Sample.Heads[0].Hash, parsed.Checkpoint.Heads[0].Hash);
    }

    [Fact]
    public void Jws_IsPlainEs256_ThatAnyLibraryVerifies()
    {
        var parts = Sample.Sign(SampleExport.Key).Split('.');
        Assert.Equal($$"""{"alg":"ES256","kid":"{{Pin}}","typ":"ig-checkpoint-1"}""", Encoding.ASCII.GetString(Base64Url.DecodeFromChars(parts[0])));
        var jwk = JsonNode.Parse(SampleExport.Key.Jwk)!;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
        });
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"k","typ":"ig-checkpoint-1"}""")]
    [InlineData("""{"alg":"HS256","kid":"k","typ":"ig-checkpoint-1"}""")]
    [InlineData("""{"alg":"es256","kid":"k","typ":"ig-checkpoint-1"}""")]
    [InlineData("""{"alg":"ES256","kid":"k","typ":"JWT"}""")]
    [InlineData("""{"alg":"ES256","kid":"k"}""")]
    [InlineData("""{"alg":"ES256","kid":null,"typ":"ig-checkpoint-1"}""")]
    [InlineData("""{"alg":"none","alg":"ES256","kid":"k","typ":"ig-checkpoint-1"}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("")]
    public async Task Jws_WithAnotherHeader_IsRefused(string header)
    {
        var parts = SampleExport.Whole.Checkpoints[2].Split('.');
        var jws = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header)) + "." + parts[1] + "." + parts[2];
        Assert.Throws<FormatException>(() => Checkpoint.Parse(jws));
        await BrokenWithLast(jws);
    }

    [Fact]
    public async Task Jws_SignedWithThePublicKeyAsAnHmacSecret_IsRefused()
    {
        var payload = SampleExport.Whole.Checkpoints[2].Split('.')[1];
        var header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"HS256","kid":"{{Pin}}","typ":"ig-checkpoint-1"}"""));
        var tag = HMACSHA256.HashData(Encoding.ASCII.GetBytes(SampleExport.Key.Jwk), Encoding.ASCII.GetBytes($"{header}.{payload}"));
        await BrokenWithLast($"{header}.{payload}.{Base64Url.EncodeToString(tag)}");
    }

    [Theory]
    [InlineData("""{"case_id":null,"number":1,"at":"2025-11-18T13:52:00.000000Z","clock":"system","prev":null,"heads":[]}""")]
    [InlineData("""{"case_id":"c","number":1,"at":"yesterday","clock":"system","prev":null,"heads":[]}""")]
    [InlineData("""{"case_id":"c","number":1,"at":"2025-11-18T13:52:00.000000Z","clock":null,"prev":null,"heads":[]}""")]
    [InlineData("""{"case_id":"c","number":1,"at":"2025-11-18T13:52:00.000000Z","clock":"system","prev":"zz","heads":[]}""")]
    [InlineData("""{"case_id":"c","number":1,"at":"2025-11-18T13:52:00.000000Z","clock":"system","prev":null,"heads":[{"stream":null,"seq":1,"hash":""}]}""")]
    [InlineData("""{"case_id":"c","number":1,"at":"2025-11-18T13:52:00.000000Z","clock":"system","prev":null,"heads":[{"stream":"s","seq":1,"hash":null}]}""")]
    [InlineData("""{"case_id":"c","number":1,"at":"2025-11-18T13:52:00.000000Z","clock":"system","prev":null,"heads":[{"stream":"s","seq":1,"hash":""},{"stream":"s","seq":1,"hash":""}]}""")]
    [InlineData("""{"case_id":"c","case_id":"d","number":1,"at":"2025-11-18T13:52:00.000000Z","clock":"system","prev":null,"heads":[]}""")]
    [InlineData("{")]
    public async Task Jws_WithADamagedStatement_IsRefused(string statement)
    {
        var jws = Signed(statement, SampleExport.Key);
        Assert.Throws<FormatException>(() => Checkpoint.Parse(jws));
        await BrokenWithLast(jws);
    }

    [Fact]
    public async Task Jws_WithAnyByteOfTheSignatureAltered_IsRefused()
    {
        var parts = SampleExport.Whole.Checkpoints[2].Split('.');
        var signature = Base64Url.DecodeFromChars(parts[2]);
        for (var i = 0; i < signature.Length; i++)
        {
            signature[i] ^= 1;
            await BrokenWithLast($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}");
            signature[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("{0}=")]
    [InlineData("{0} ")]
    [InlineData("{0}.")]
    [InlineData(".{0}")]
    public void Jws_InAnotherSpelling_IsRefused(string spelling) =>
        Assert.Throws<FormatException>(() => Checkpoint.Parse(spelling.Replace("{0}", SampleExport.Whole.Checkpoints[2], StringComparison.Ordinal)));

    [Fact]
    public void Jws_WithUnusedBitsSet_IsRefused()
    {
        // 64 bytes are 86 characters; four bits of the last say nothing, and must not make a second text of one statement.
        var jws = SampleExport.Whole.Checkpoints[2];
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        Assert.Throws<FormatException>(() => Checkpoint.Parse(jws[..^1] + Alphabet[Alphabet.IndexOf(jws[^1], StringComparison.Ordinal) ^ 1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Checkpoint_DroppedRepeatedOrResigned_IsBroken(int index)
    {
        var line = 10 + index;
        await Broken(SampleExport.Recounted(Lines.Where((_, i) => i != line)));
        await Broken(SampleExport.Recounted([.. Lines[..line], Lines[line], .. Lines[line..]]));
        var resigned = Checkpoint.Parse(SampleExport.Whole.Checkpoints[index]).Checkpoint.Sign(SampleExport.OtherKey);
        await Broken([.. Lines[..line], ExportFormat.CheckpointLine(resigned), .. Lines[(line + 1)..]]);
        await Broken(SampleExport.Recounted([.. Lines[..line], ExportFormat.CheckpointLine(resigned), .. Lines[(line + 1)..], ExportFormat.Key(SampleExport.OtherKey)]));
    }

    [Fact]
    public async Task LastCheckpoint_Dropped_NamesTheFirstUncoveredEvent()
    {
        var verdict = await Broken(SampleExport.Recounted(Lines.Where((_, i) => i != 12)));
        Assert.Equal((SampleExport.CaseId, 6L), (verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(11, 12)]
    public async Task Checkpoints_Reordered_AreBroken(int first, int second)
    {
        var swapped = Lines.ToList();
        (swapped[first], swapped[second]) = (swapped[second], swapped[first]);
        await Broken(swapped);
    }

    [Theory]
    [InlineData(2, VerdictStatus.Verified)]
    [InlineData(3, VerdictStatus.Broken)]
    [InlineData(1, VerdictStatus.Broken)]
    public async Task Checkpoint_Number_FollowsTheOneBefore(long number, VerdictStatus status)
    {
        var first = new Checkpoint(SampleExport.CaseId, 1, 0, "system", null, SampleExport.Whole.Heads()).Sign(SampleExport.Key);
        var second = new Checkpoint(SampleExport.CaseId, number, 0, "system", Checkpoint.DigestOf(first), SampleExport.Whole.Heads()).Sign(SampleExport.Key);
        var file = SampleExport.Recounted([.. Lines[..10], ExportFormat.CheckpointLine(first), ExportFormat.CheckpointLine(second), Lines[13]]);
        Assert.Equal(status, (await SampleExport.Verify(file, Pin)).Status);
    }

    [Fact]
    public async Task Key_Dropped_IsBroken() => await Broken(SampleExport.Recounted(Lines.Where((_, i) => i != 13)));

    private static string Signed(string statement, SigningKey key)
    {
        var header = $$"""{"alg":"ES256","kid":"{{key.Fingerprint}}","typ":"ig-checkpoint-1"}""";
        var signed = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header)) + "." + Base64Url.EncodeToString(Encoding.ASCII.GetBytes(statement));
        return signed + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    private static Task<Verdict> BrokenWithLast(string jws) => Broken([.. Lines[..12], ExportFormat.CheckpointLine(jws), .. Lines[13..]]);

    private static async Task<Verdict> Broken(IEnumerable<string> lines)
    {
        var verdict = await SampleExport.Verify(lines, Pin);
        Assert.Equal(VerdictStatus.Broken, verdict.Status);
        return verdict;
    }
}
