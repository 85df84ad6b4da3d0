using System.Globalization;
using System.Text.Json.Nodes;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Proof;

/// <summary>A1, one event at a time: whatever is done to an event is found, and the first bad event is named.</summary>
public sealed class TamperTests
{
    private static readonly List<string> Lines = SampleExport.Whole.Lines();

    public static TheoryData<int, string> EventsAndFields()
    {
        var data = new TheoryData<int, string>();
        for (var line = 1; line <= 9; line++)
        {
            foreach (var field in JsonNode.Parse(Lines[line])!.AsObject().Select(p => p.Key).Where(k => k != "kind"))
            {
                data.Add(line, field);
            }
        }

        return data;
    }

    public static TheoryData<int> EventLines() => [.. Enumerable.Range(1, 9)];

    [Theory]
    [MemberData(nameof(EventsAndFields))]
    public async Task Event_WithAnEditedField_IsNamed(int line, string field)
    {
        var item = JsonNode.Parse(Lines[line])!.AsObject();
        item[field] = field switch
        {
            "seq" => item[field]!.GetValue<long>() + 1,
            "at" => Instants.ToText(At(item) + 1),
            "salt" or "payload_digest" or "prev_hash" or "hash" => LastDigitChanged((string)item[field]!),
            _ => (string)item[field]! + "x",
        };
        var verdict = await Broken([.. Lines[..line], item.ToJsonString(), .. Lines[(line + 1)..]]);
        Assert.Equal((line + 1, (string)item["stream"]!, item["seq"]!.GetValue<long>()), ((int)verdict.Line, verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Theory]
    [MemberData(nameof(EventsAndFields))]
    public async Task Event_WithAFieldRemovedOrNulledOrDoubled_IsBroken(int line, string field)
    {
        var item = JsonNode.Parse(Lines[line])!.AsObject();
        var value = item[field]!.ToJsonString();
        await Broken([.. Lines[..line], Lines[line].Insert(Lines[line].Length - 1, $",\"{field}\":{value}"), .. Lines[(line + 1)..]]);
        item[field] = null;
        await Broken([.. Lines[..line], item.ToJsonString(), .. Lines[(line + 1)..]]);
        item.Remove(field);
        await Broken([.. Lines[..line], item.ToJsonString(), .. Lines[(line + 1)..]]);
    }

    // Salt and payload are hashed one after the other: text that moves from one to the other leaves the digest as it was.
    [Theory]
    [MemberData(nameof(EventLines))]
    public async Task Event_WithTextMovedIntoItsSalt_IsBroken(int line)
    {
        var item = JsonNode.Parse(Lines[line])!.AsObject();
        var payload = (string)item["payload"]!;
        item["salt"] = (string)item["salt"]! + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(payload[..5]));
        item["payload"] = payload[5..];
        var verdict = await Broken([.. Lines[..line], item.ToJsonString(), .. Lines[(line + 1)..]]);
        Assert.Equal(item["seq"]!.GetValue<long>(), verdict.Finding!.Seq);
    }

    [Theory]
    [MemberData(nameof(EventLines))]
    public async Task Event_WithAMemberThatNoHashCovers_IsBroken(int line) =>
        await Broken([.. Lines[..line], Lines[line].Insert(Lines[line].Length - 1, ",\"note\":\"approved\""), .. Lines[(line + 1)..]]);

    [Theory]
    [MemberData(nameof(EventLines))]
    public async Task Event_Deleted_IsNamedByWhatFollowsOrIsMissing(int line)
    {
        var (stream, seq) = Name(line);
        var isLast = seq == SampleExport.Whole.Heads().Find(h => h.Stream == stream)!.Seq;
        var verdict = await Broken(SampleExport.Recounted(Lines.Where((_, i) => i != line)));
        Assert.Equal((stream, isLast ? seq : seq + 1), (verdict.Finding!.Stream, verdict.Finding.Seq));
        await Broken(Lines.Where((_, i) => i != line));
    }

    [Theory]
    [MemberData(nameof(EventLines))]
    public async Task Event_Repeated_IsNamed(int line)
    {
        var verdict = await Broken(SampleExport.Recounted([.. Lines[..(line + 1)], .. Lines[line..]]));
        Assert.Equal((Name(line), line + 2), ((verdict.Finding!.Stream, verdict.Finding.Seq), (int)verdict.Line));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 6)]
    [InlineData(1, 8)]
    [InlineData(6, 9)]
    public async Task Events_OfAStreamReordered_NameTheFirstOutOfOrder(int first, int second)
    {
        var swapped = Lines.ToList();
        (swapped[first], swapped[second]) = (swapped[second], swapped[first]);
        var verdict = await Broken(swapped);
        Assert.Equal((Name(second), first + 1), ((verdict.Finding!.Stream, verdict.Finding.Seq), (int)verdict.Line));
    }

    [Fact]
    public async Task Events_OfTwoStreamsInterleavedOtherwise_StillVerify()
    {
        var ordered = Lines.Skip(1).Take(9).OrderBy(l => (string)JsonNode.Parse(l)!["stream"]!, StringComparer.Ordinal);
        Assert.Equal(VerdictStatus.Verified, (await SampleExport.Verify([Lines[0], .. ordered, .. Lines[10..]], SampleExport.Key.Fingerprint)).Status);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(8, 9)]
    public async Task Payloads_Swapped_NameTheFirst(int first, int second)
    {
        var (a, b) = (JsonNode.Parse(Lines[first])!.AsObject(), JsonNode.Parse(Lines[second])!.AsObject());
        foreach (var field in new[] { "payload", "salt" })
        {
            var kept = (string)a[field]!;
            a[field] = (string)b[field]!;
            b[field] = kept;
        }

        var swapped = Lines.ToList();
        (swapped[first], swapped[second]) = (a.ToJsonString(), b.ToJsonString());
        var verdict = await Broken(swapped);
        Assert.Equal(Name(first), (verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Theory]
    [InlineData(SampleExport.CaseId, 7)]
    [InlineData(SampleExport.Task, 4)]
    [InlineData("hld-0123456789abcdefghjkmnpqrs", 1)]
    public async Task Event_AddedAtTheEnd_IsNamedAsNotCovered(string stream, long seq)
    {
        var forged = SampleExport.Create(SampleExport.Key);
        forged.Add(stream, """{"text":"forged"}""");
        var verdict = await Broken(forged.Lines());
        Assert.Equal((stream, seq), (verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Theory]
    [InlineData(SampleExport.CaseId, 6, 2)]
    [InlineData(SampleExport.Task, 3, 1)]
    public async Task Event_InsertedInTheMiddle_IsNamed(string stream, int count, int after)
    {
        // The inserted event continues the one before it flawlessly; what follows then no longer does.
        var own = Lines.Skip(1).Take(9).Where(l => (string)JsonNode.Parse(l)!["stream"]! == stream).ToList();
        Assert.Equal(count, own.Count);
        var before = SampleExport.Whole.Events.Where(e => e.Header.Stream == stream).ElementAt(after - 1);
        var header = before.Header with { Seq = after + 1 };
        var forged = ExportFormat.Event(before with { Header = header, PrevHash = before.Hash, Hash = HashChain.Hash(before.Hash, header, before.PayloadDigest) });
        var at = Lines.IndexOf(own[after - 1]) + 1;
        var verdict = await Broken(SampleExport.Recounted([.. Lines[..at], forged, .. Lines[at..]]));
        Assert.Equal((stream, (long)after + 1), (verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Theory]
    [InlineData(SampleExport.CaseId)]
    [InlineData(SampleExport.Task)]
    public async Task Stream_Dropped_IsNamed(string stream)
    {
        var verdict = await Broken(SampleExport.Recounted(Lines.Where(l => !l.Contains($"\"stream\":\"{stream}\"", StringComparison.Ordinal))));
        Assert.Equal((stream, 0L), (verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Fact]
    public async Task Event_OfAnotherCase_IsNamed()
    {
        var other = Lines[1].Replace($"\"case_id\":\"{SampleExport.CaseId}\"", "\"case_id\":\"inc-9\"", StringComparison.Ordinal);
        var verdict = await Broken([Lines[0], other, .. Lines[2..]]);
        Assert.Equal((SampleExport.CaseId, 1L), (verdict.Finding!.Stream, verdict.Finding.Seq));
    }

    [Fact]
    public async Task Event_ThatGoesBackInTime_IsNamed()
    {
        var item = SampleExport.Whole.Events[1];
        var header = item.Header with { AtMicros = item.Header.AtMicros - 2_000_000 };
        var earlier = ExportFormat.Event(item with { Header = header, Hash = HashChain.Hash(item.PrevHash, header, item.PayloadDigest) });
        var verdict = await Broken([.. Lines[..2], earlier, .. Lines[3..]]);
        Assert.Equal((item.Header.Stream, item.Header.Seq), (verdict.Finding!.Stream, verdict.Finding.Seq));
        Assert.Contains("earlier", verdict.Finding.Reason, StringComparison.Ordinal);
    }

    private static (string Stream, long Seq) Name(int line)
    {
        var item = JsonNode.Parse(Lines[line])!;
        return ((string)item["stream"]!, item["seq"]!.GetValue<long>());
    }

    private static long At(JsonObject item) => Instants.ToMicros(DateTimeOffset.Parse((string)item["at"]!, CultureInfo.InvariantCulture));

    private static string LastDigitChanged(string hex) => hex[..^1] + (hex[^1] == '0' ? '1' : '0');

    private static async Task<Verdict> Broken(IEnumerable<string> lines)
    {
        var file = lines.ToList();
        var verdict = await SampleExport.Verify(file, SampleExport.Key.Fingerprint);
        Assert.Equal(VerdictStatus.Broken, verdict.Status);
        Assert.Equal(VerdictStatus.Broken, (await SampleExport.Verify(file)).Status);
        return verdict;
    }
}
