using System.Text;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Wire;

/// <summary>How every event ever written is stored, byte for byte; see Golden/README.md.</summary>
public sealed class GoldenEventTests
{
    public static TheoryData<string> Names() => [.. EventSamples.All.Keys];

    [Fact]
    public void EveryType_HasASample() => Assert.Equal(
        EventSamples.Types.Names.Order(StringComparer.Ordinal),
        EventSamples.All.Keys.Select(EventSamples.TypeOf).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void EveryGoldenFile_HasASample() => Assert.Equal(
        EventSamples.All.Keys.Order(StringComparer.Ordinal),
        Repository.Files("tests/IncidentGrains.Tests/Golden", "*.v?*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsStoredAsItsGoldenFile(string name)
    {
        var sample = EventSamples.All[name];
        Assert.Equal(EventSamples.TypeOf(name), EventSamples.Types.NameOf(sample));
        Assert.Equal(Encoding.UTF8.GetString(Golden(name)), Encoding.UTF8.GetString(EventSamples.Types.Write(sample)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GoldenFile_ReadAndWritten_IsTheSame(string name)
    {
        var golden = Golden(name);
        var read = EventSamples.Types.Read(EventSamples.TypeOf(name), golden);
        Assert.IsType(EventSamples.Types.TypeOf(EventSamples.TypeOf(name)), read);
        Assert.Equal(golden, EventSamples.Types.Write(read));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GoldenFile_WithAnUnknownMember_IsRefused(string name)
    {
        var golden = Encoding.UTF8.GetString(Golden(name));
        var newer = golden.Insert(golden.Length - 1, golden == "{}" ? "\"newer\":1" : ",\"newer\":1");
        Assert.Throws<InvalidDataException>(() => Read(name, newer));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Payload_WithoutItsMembers_IsRefused(string name)
    {
        Assert.Throws<InvalidDataException>(() => Read(name, "{}"));
        Assert.Throws<InvalidDataException>(() => Read(name, "null"));
        Assert.Throws<InvalidDataException>(() => Read(name, ""));
    }

    [Theory]
    [InlineData("incident.opened.v2")]
    [InlineData("Incident.Opened.v1")]
    [InlineData("")]
    public void Type_Unknown_IsRefused(string type)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => EventSamples.Types.Read(type, "{}"u8.ToArray()));
        Assert.Contains($"'{type}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incident.linked.v1", """{"other":"inc-1","kind":"SiblingOf"}""")]
    [InlineData("incident.opened.v1", """{"title":null,"reference":""}""")]
    [InlineData("incident.opened.v1", """{"title":"a"}""")]
    [InlineData("incident.fact-recorded.v1", """{"factId":"fct-2","kind":"How","value":{"text":"a","score":1}}""")]
    public void Payload_OfANewerOrBrokenShape_IsRefused(string type, string payload) => Assert.Throws<InvalidDataException>(() => Read(type, payload));

    [Fact]
    public void Message_OfARefusedPayload_DoesNotRepeatIt()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Read("incident.linked.v1", """{"other":"inc-1","kind":"a secret"}"""));
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bus_IsToldOfEachEventThatHasAMessage_AndOfNoOther()
    {
        var messages = new BusMessages(EventSamples.Types);
        Assert.All(EventSamples.All.Values, e => Assert.Equal(EventSamples.Types.Publishes(e), messages.Of(EventSamples.Stored(e)) is not null));
    }

    private static byte[] Golden(string name)
    {
        var file = Repository.Golden(name + ".json");
        if (!File.Exists(file) && Repository.MayWrite)
        {
            File.WriteAllBytes(file, EventSamples.Types.Write(EventSamples.All[name]));
        }

        return File.Exists(file) ? File.ReadAllBytes(file) : throw new FileNotFoundException($"{name} has no golden file; see Golden/README.md.");
    }

    private static void Read(string name, string payload) =>
        EventSamples.Types.Read(EventSamples.TypeOf(name), Encoding.UTF8.GetBytes(payload));
}
