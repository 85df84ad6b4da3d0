using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.Cli.Incidents.Veris;

namespace IncidentGrains.Tests.Veris;

/// <summary>A document as texts of the ledger, and back: the same to the last digit.</summary>
public sealed class VerisLinesTests
{
    private const int Documents = 40;

    private static readonly string[] Names =
        ["a", "0", "1", "10", "~", "~2", "~+1", "/", "a/b", "", " ", "한글", "\"", "\u0085", "money laundering", "x~+1", new string('n', 400)];

    [Fact]
    public void AnyDocument_AsTextsAndBack_IsTheSame()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var n = 0; n < Documents; n++)
        {
            var document = Members(random, 0);
            var texts = VerisLines.Write(document);
            Assert.All(texts, t => Assert.True(t.Length <= VerisLimits.FactCharacters && !t.Any(c => char.IsControl(c) && c != '\n'), $"seed {seed}: {t}"));
            Assert.True(document.ToJsonString() == VerisLines.Read(texts).ToJsonString(), $"seed {seed}, document {n}: {document.ToJsonString()}");
        }
    }

    [Theory]
    [InlineData("""{"a":[{"0":1},["x",[]],{}],"0":{"1":2}}""")]
    [InlineData("""{"a":1.50,"b":2e6,"c":-0,"d":12345678901234567890123,"e":null}""")]
    [InlineData("{}")]
    public void Document_AsTextsAndBack_IsTheSame(string json)
    {
        var document = VerisDocument.Read(Encoding.UTF8.GetBytes(json)).Incident;
        Assert.Equal(json, VerisLines.Read(VerisLines.Write(document)).ToJsonString());
    }

    [Fact]
    public void LongText_GoesOnInTheNextText_WithItsCharactersWhole()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("😀\"\\\u0001", 6000));
        var texts = VerisLines.Write(new JsonObject { ["notes"] = text });
        Assert.True(texts.Count > 3);
        Assert.Equal(text, (string?)VerisLines.Read(texts)["notes"]);
    }

    [Theory]
    [InlineData("[redacted]")]
    [InlineData("[1]")]
    [InlineData("{\"/a\":")]
    public void Text_OfAnotherForm_IsRefused(string text) => Assert.Throws<VerisRefusedException>(() => VerisLines.Read([text]));

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 4 ? 5 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(),
        3 => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Names[random.Next(Names.Length)])),
        4 => new string('가', random.Next(1, 8) * 400),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(12)).Select(_ => Value(random, depth + 1))]),
        _ => Members(random, depth + 1),
    };

    private static JsonObject Members(Random random, int depth) =>
        new(Names.Where(_ => random.Next(4) == 0).OrderBy(_ => random.Next()).ToList().Select(n => KeyValuePair.Create(n, Value(random, depth))));
}
