using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Tests.Proof.Bundles;

/// <summary>Somebody who holds the server's key signs a bundle whose files do not agree: every signature and digest fits, and it is found all the same.</summary>
public sealed class InconsistentBundleTests
{
    private static readonly string Pin = SampleBundle.Key.Fingerprint;

    [Theory]
    [InlineData("4,536", "4,000", "count", 11)]
    [InlineData("서명 키 유출", "알 수 없음", "how", 11)]
    [InlineData("다시 세었습니다.", "", "dmd-1", 12)]
    [InlineData("Field how", "Field what", "how", 11)]
    public async Task Field_OtherThanItsEvents_IsNamed(string said, string forged, string field, long seq)
    {
        var finding = (await Forge(BundleFormat.Filing, f => BundleTamperTests.Replaced(f, said, forged))).Findings[0];
        Assert.Equal((BundleFormat.Filing, field, SampleBundle.Filing, seq), (finding.File, finding.Field, finding.Stream, finding.Seq));
        Assert.Contains($"field '{field}'", finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("regulator", "\"PIPC\"", "\"KISA\"")]
    [InlineData("version.receipt_number", "KISA-2025-2", "KISA-2025-9")]
    [InlineData("version.filed_at", "2025-11-24T01:00:00", "2025-11-19T01:00:00")]
    [InlineData("version.approved_by", "idp.example|second", "idp.example|third")]
    [InlineData("version.state", "\"state\": \"filed\"", "\"state\": \"draft\"")]
    [InlineData("demands[0].text", "다시 확인할 것", "확인됨")]
    [InlineData("status", "\"open\"", "\"final\"")]
    [InlineData("masked", "\"masked\": false", "\"masked\": true")]
    [InlineData("obligations[0]", "KR-REG@first", "KR-REG@other")]
    public async Task Member_OtherThanItsEvents_IsNamed(string path, string said, string forged) =>
        Assert.Contains((await Forge(BundleFormat.Filing, f => BundleTamperTests.Replaced(f, said, forged))).Findings, f => f.File == BundleFormat.Filing && f.Reason.Contains($"'{path}'", StringComparison.Ordinal));

    [Fact]
    public async Task Field_RemovedOrAdded_IsNamed()
    {
        foreach (var change in new Action<JsonArray>[] { f => f.RemoveAt(1), f => f.Add(f[0]!.DeepClone()), f => f.Clear() })
        {
            var verdict = await Forge(BundleFormat.Filing, json => Edited(json, root => change(root["version"]!["fields"]!.AsArray())));
            Assert.Contains(verdict.Findings, f => f.File == BundleFormat.Filing && f.Reason.Contains("'version.fields'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Filing_WithAMemberThatNothingCovers_IsRefused() => Assert.Contains(
        (await Forge(BundleFormat.Filing, json => Edited(json, root => root["note"] = "approved by the board"))).Findings, f => f.File == BundleFormat.Filing);

    [Fact]
    public async Task Source_ThatTheLedgerDoesNotHave_IsNamed()
    {
        var forged = SampleBundle.Whole.Copy();
        forged.Add(SampleBundle.Filing, "filing.version-started.v1", $$"""{"number":3,"kind":"Supplement","formDigest":"00","fields":[{{SampleBundle.Field("count", "1", sources: """{"stream":"inc-9","seq":4}""")}}]}""");
        var bundle = BundleWriter.Write(forged.Content() with { Filing = forged.Statement(3) }, SampleBundle.Key);
        var finding = Assert.Single((await SampleBundle.Verify(bundle, Pin)).Findings);
        Assert.Equal((BundleFormat.Filing, "inc-9", 4L), (finding.File, finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task Text_OtherThanWasApproved_IsFound()
    {
        // The key holder writes the field once more after the approval, in a chain that is sound.
        var forged = SampleBundle.Whole.Copy();
        forged.Add(SampleBundle.Filing, "filing.fields-updated.v1", """{"number":2,"fields":[{"key":"count","text":"1"}]}""");
        var finding = Assert.Single((await SampleBundle.Verify(forged.Bundle(), Pin)).Findings);
        Assert.Contains("another text than was approved", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4536", "4000", 2)]
    [InlineData("fct-4", "fct-5", 4)]
    public async Task Fact_OtherThanItsEvent_IsNamed(string said, string forged, long seq)
    {
        var finding = Assert.Single((await Forge(BundleFormat.Facts, f => BundleTamperTests.Replaced(f, said, forged))).Findings);
        Assert.Equal((BundleFormat.Facts, SampleBundle.CaseId, seq), (finding.File, finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task Fact_DroppedAddedOrTwice_IsNamed()
    {
        async Task Expect(Action<JsonArray> change, long seq, string reason) => Assert.Contains(
            (await Forge(BundleFormat.Facts, json => Edited(json, root => change(root["facts"]!.AsArray())))).Findings,
            f => (f.File, f.Seq) == (BundleFormat.Facts, seq) && f.Reason.Contains(reason, StringComparison.Ordinal));

        await Expect(f => f.RemoveAt(0), 2, "not told");
        await Expect(f => f.Add(f[0]!.DeepClone()), 2, "twice");
        await Expect(f => f[0]!["seq"] = 9, 9, "not disclosed");
    }

    [Theory]
    [InlineData("\"payload\":\"{\\\"factId\\\":\\\"fct-2\\\"", "\"payload\":\"{\\\"factId\\\":\\\"fct-3\\\"", SampleBundle.CaseId, 2)]
    [InlineData("KISA-2025-1", "KISA-2025-7", SampleBundle.Filing, 8)]
    [InlineData("incident.contained.v1", "incident.confirmed.v1", SampleBundle.CaseId, 6)]
    public async Task Event_Altered_IsNamed(string said, string forged, string stream, long seq)
    {
        var finding = (await Forge(BundleFormat.Ledger, f => BundleTamperTests.Replaced(f, said, forged))).Findings.Single(f => f.Seq > 0);
        Assert.Equal((BundleFormat.Ledger, stream, seq), (finding.File, finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task Events_OfTheLedger_SwappedDroppedRepeatedOrAdded_AreNamed()
    {
        var lines = Encoding.UTF8.GetString((await SampleBundle.Unpack(SampleBundle.Whole.Bundle()))[BundleFormat.Ledger]).TrimEnd('\n').Split('\n');
        for (var n = 1; n < lines.Length - 1; n++)
        {
            string[][] forgeries =
            [
                [.. lines[..n], .. lines[(n + 1)..]], [.. lines[..n], lines[n], .. lines[n..]],
                n == lines.Length - 2 ? lines[..n] : [.. lines[..n], lines[n + 1], lines[n], .. lines[(n + 2)..]],
                [.. lines[..^1], lines[n].Replace("\"hash\"", "\"note\":1,\"hash\"", StringComparison.Ordinal), lines[^1]],
            ];
            foreach (var forged in forgeries.Where(f => !Orders(f).SequenceEqual(Orders(lines))))
            {
                string[] counted = [.. forged.Where(l => !l.Contains("\"kind\":\"end\"", StringComparison.Ordinal)), ""];
                counted[^1] = ExportFormat.End(counted.Length - 1);
                var verdict = await Forge(BundleFormat.Ledger, _ => Encoding.UTF8.GetBytes(string.Join('\n', counted) + "\n"));
                Assert.Contains(verdict.Findings, f => f.File == BundleFormat.Ledger);
            }
        }
    }

    [Fact]
    public async Task Stream_CutOffAtItsEnd_IsNamedByTheCheckpoint()
    {
        var content = SampleBundle.Whole.Content();
        var bundle = BundleWriter.Write(content with { Events = [.. content.Events.Where(e => e.Event.Header is not { Stream: SampleBundle.CaseId, Seq: 6 })] }, SampleBundle.Key);
        var finding = Assert.Single((await SampleBundle.Verify(bundle, Pin)).Findings);
        Assert.Equal((BundleFormat.Ledger, SampleBundle.CaseId, 6L), (finding.File, finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task Event_BeyondTheCheckpoint_IsNamed()
    {
        var bundle = BundleWriter.Write(SampleBundle.Whole.Content(SampleBundle.Whole.Checkpoint(events: SampleBundle.Whole.Events.Count - 1)), SampleBundle.Key);
        var finding = Assert.Single((await SampleBundle.Verify(bundle, Pin)).Findings);
        Assert.Equal((BundleFormat.Ledger, SampleBundle.CaseId, 6L), (finding.File, finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task Stream_RewrittenWithSoundHashes_IsNamedByTheCheckpoint()
    {
        var rewritten = Rewritten("4536", "4000");
        var bundle = BundleWriter.Write(SampleBundle.Whole.Content() with { Events = rewritten.Part }, SampleBundle.Key);
        var finding = (await SampleBundle.Verify(bundle, Pin)).Findings.Single(f => f.File == BundleFormat.Ledger);
        Assert.Contains("rewritten", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(SampleBundle.CaseId, finding.Stream);
    }

    [Fact]
    public async Task Redaction_WithoutItsApproval_IsNamed()
    {
        var content = SampleBundle.Whole.Content();
        var bundle = BundleWriter.Write(content with { Events = [.. content.Events.Select(e => e.ApprovesRedaction ? e with { Withheld = true } : e)] }, SampleBundle.Key);
        var finding = Assert.Single((await SampleBundle.Verify(bundle, Pin)).Findings);
        Assert.Equal((SampleBundle.CaseId, 3L), (finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task FilingEvent_KeptBack_IsNamed()
    {
        var content = SampleBundle.Whole.Content();
        var bundle = BundleWriter.Write(content with { Events = [.. content.Events.Select(e => e.Event.Header is { Stream: SampleBundle.Filing, Seq: 12 } ? e with { Withheld = true } : e)] }, SampleBundle.Key);
        var finding = Assert.Single((await SampleBundle.Verify(bundle, Pin)).Findings);
        Assert.Equal((SampleBundle.Filing, 12L), (finding.Stream, finding.Seq));
    }

    [Fact]
    public async Task Event_OfATypeThatOnlyANewerVersionKnows_IsNamedAndNotGuessed()
    {
        var made = SampleBundle.Whole.Copy();
        var content = made.Content();
        made.Add(SampleBundle.Filing, "filing.fields-updated.v2", """{"number":2}""");
        var bundle = BundleWriter.Write(content with { Events = made.Part, Checkpoint = made.Checkpoint() }, SampleBundle.Key);
        var finding = Assert.Single((await SampleBundle.Verify(bundle, Pin)).Findings);
        Assert.Equal((SampleBundle.Filing, 19L), (finding.Stream, finding.Seq));
        Assert.Contains("filing.fields-updated.v2", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_ThatTellsOtherStreamsOrFilesOrVersion_IsFound()
    {
        foreach (var change in new Func<BundleManifest, BundleManifest>[]
        {
            m => m with { Streams = [.. m.Streams.Select(s => s with { Withheld = 0, Disclosed = s.Disclosed + s.Withheld })] },
            m => m with { Streams = [] }, m => m with { Files = [.. m.Files.Skip(1)] }, m => m with { Files = [.. m.Files.Reverse()] }, m => m with { Version = 1 },
            m => m with { FilingId = SampleBundle.OtherFiling }, m => m with { CaseId = "inc-9" }, m => m with { MadeAt = "yesterday" }, m => m with { Format = "incidentgrains-bundle/2" },
        })
        {
            var files = await SampleBundle.Unpack(SampleBundle.Whole.Bundle());
            Assert.Equal(VerdictStatus.Broken, (await SampleBundle.Verify(SampleBundle.PackAndSign(files, SampleBundle.Key, change), Pin)).Status);
        }
    }

    // Without a key nothing could be wrong with a signature.
    [Fact]
    public async Task Keys_NoneOrOfAnotherName_AreRefused()
    {
        var nobody = await Forge(BundleFormat.Keys, _ => Encoding.UTF8.GetBytes("{\n  \"keys\": []\n}\n"));
        Assert.Contains(nobody.Findings, f => f.File == BundleFormat.Keys);
        Assert.Contains((await Forge(BundleFormat.Keys, f => BundleTamperTests.Replaced(f, $"\"kid\": \"{Pin}\"", $"\"kid\": \"{SampleBundle.OtherKey.Fingerprint}\""))).Findings, f => f.File == BundleFormat.Keys);
        Assert.Contains((await Forge(BundleFormat.Keys, _ => PublicKeys.Write([SampleBundle.OtherKey]))).Findings, f => f.File == BundleFormat.ManifestSignature);
    }

    private static SampleBundle Rewritten(string said, string forged)
    {
        var rewritten = SampleBundle.Empty();
        foreach (var item in SampleBundle.Whole.Events)
        {
            rewritten.Add(item.Header.Stream, item.Header.Type, item.Payload is null ? "{}" : Encoding.UTF8.GetString(item.Payload).Replace(said, forged, StringComparison.Ordinal), item.Header.Actor, disclosed: true);
        }

        return rewritten;
    }

    // Events of one stream in another order are altered; streams among each other may come in any.
    private static IEnumerable<string> Orders(string[] lines) => lines.GroupBy(l => (string?)JsonNode.Parse(l)!["stream"] ?? "").OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => g);

    private static byte[] Edited(byte[] json, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(json)!;
        change(root);
        var options = new System.Text.Json.JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        return Encoding.UTF8.GetBytes(root.ToJsonString(options) + "\n");
    }

    private static async Task<BundleVerdict> Forge(string name, Func<byte[], byte[]> change)
    {
        var files = await SampleBundle.Unpack(SampleBundle.Whole.Bundle());
        files[name] = change(files[name]);
        var verdict = await SampleBundle.Verify(SampleBundle.PackAndSign(files, SampleBundle.Key), Pin);
        Assert.Equal(VerdictStatus.Broken, verdict.Status);
        return verdict;
    }
}
