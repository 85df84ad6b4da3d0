using System.Text;
using IncidentGrains.Cli.Incidents.Veris;

namespace IncidentGrains.Tests.Veris;

/// <summary>What is no VERIS incident is refused with its place, and never half read.</summary>
public sealed class VerisDocumentTests
{
    [Theory]
    [InlineData("", 1, 1, "does not contain any JSON")]
    [InlineData("[]", 1, 1, "no JSON object")]
    [InlineData("{\"a\":\n  1,,}", 2, 5, "invalid start")]
    [InlineData("{\"a\":1,\n \"a\":2}", 2, 6, "names /a twice")]
    [InlineData("{\"a\":{\"b\":[{\"c\":1,\"c\":1}]}}", 1, 23, "names /a/b/0/c twice")]
    [InlineData("{\"a\":\n\"\\ud800\"}", 2, 1, "no Unicode text")]
    [InlineData("{\"\\udc00\":1}", 1, 2, "no Unicode text")]
    [InlineData("{} {}", 1, 4, "after a single JSON value")]
    [InlineData("{\"a\":1", 1, 7, "end")]
    [InlineData("{\"a\":NaN}", 1, 6, "invalid")]
    [InlineData("{\"a\":1} // note", 1, 9, "invalid")]
    public void MalformedJson_IsRefusedWithItsPlace(string json, int line, int column, string reason) => Refused(Encoding.UTF8.GetBytes(json), line, column, reason);

    [Fact]
    public void BrokenUtf8_IsRefusedWithItsPlace() => Refused([.. "{\"a\":\""u8, 0xC3, .. "\"}"u8], 1, 6, "no Unicode text");

    [Fact]
    public void HostileDepth_IsRefusedWithItsPlace() => Refused(Encoding.UTF8.GetBytes("{\"plus\":\n" + new string('[', 100_000)), 2, 32, "depth of 32");

    [Fact]
    public void HostileSize_IsRefused() =>
        Refused([.. "{\"a\":\""u8, .. Enumerable.Repeat((byte)'x', VerisLimits.FileBytes), .. "\"}"u8], 0, 0, "larger than 512 KiB");

    [Fact]
    public void LargestDepthAndByteOrderMark_AreRead()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", VerisLimits.Depth)) + "1" + new string('}', VerisLimits.Depth);
        Assert.Equal(deep, VerisDocument.Read([.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(deep)]).Incident.ToJsonString());
    }

    [Theory]
    [InlineData("{\"$ref\":\"other.json\"}", "nothing is fetched")]
    [InlineData("{\"properties\":{\"a\":{\"items\":[{\"$ref\":\"http://127.0.0.1:9/x\"}]}}}", "nothing is fetched")]
    [InlineData("{\"type\":", "no JSON")]
    [InlineData("3", "no JSON object")]
    public async Task Schema_ThatCanNotBeUsed_IsRefused(string schema, string reason)
    {
        var refused = await Assert.ThrowsAsync<VerisRefusedException>(() => VerisSchema.Read(Encoding.UTF8.GetBytes(schema), default));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaFinding_BelowANameWithDotsAndSpaces_HasItsPlace()
    {
        var schema = await VerisSchema.Read("""{"properties":{"a.b c":{"items":{"properties":{"x":{"type":"string"}}}}}}"""u8.ToArray(), default);
        var finding = Assert.Single(schema.Check(VerisDocument.Read("{\n\"a.b c\":[{},\n{\"x\":1}]}"u8)));
        Assert.Equal((3, 6, "/a.b c/1/x", "is no text."), (finding.Line, finding.Column, finding.Path, finding.Message));
    }

    private static void Refused(byte[] content, int line, int column, string reason)
    {
        var finding = Assert.Throws<VerisRefusedException>(() => VerisDocument.Read(content)).Finding;
        Assert.Equal((line, column), (finding.Line, finding.Column));
        Assert.Contains(reason, finding.Message, StringComparison.Ordinal);
    }
}
