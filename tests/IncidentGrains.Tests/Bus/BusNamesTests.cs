using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Host.Bus;
using IncidentGrains.Tests.Wire;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Bus;

/// <summary>Every message has a name of ours and a body that stays: moving or renaming a class orphans nothing.</summary>
public sealed partial class BusNamesTests
{
    private static readonly string GoldenFile = Repository.Golden("bus-messages.json");
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A clock's message comes from a row, not from an event; a filing's was pinned with the sample that stands here.
    private static readonly IReadOnlyList<IBusMessage> Samples =
    [
        new ClockElapsedMessage("tsk-0123456789abcdefghjkmnpqrs", 4, "task-due", new DateTimeOffset(2025, 11, 20, 9, 0, 0, TimeSpan.Zero)),
        new FilingFiledMessage("fil-0123456789abcdefghjkmnpqrs", 5, "inc-0123456789abcdefghjkmnpqrs", "KR-NET@first", new DateTimeOffset(2025, 11, 19, 12, 35, 0, TimeSpan.Zero)),
        .. EventSamples.All.Values.Select(e => new BusMessages(EventSamples.Types).Of(EventSamples.Stored(e))).OfType<IBusMessage>().Where(m => m is not FilingFiledMessage)
            .DistinctBy(m => m.GetType()),
    ];

    [Fact]
    public void EveryMessage_HasAPinnedName() => Assert.Equal(
        typeof(IBusMessage).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IBusMessage))).Select(t => t.Name).Order(StringComparer.Ordinal),
        BusNames.Messages.Keys.Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryMessage_HasASample() => Assert.Equal(
        BusNames.Messages.Keys.Select(t => t.Name).Order(StringComparer.Ordinal), Samples.Select(s => s.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Names_AreOursVersionedAndUnique()
    {
        var exchanges = BusNames.Messages.Keys.Select(BusNames.Exchange).ToList();
        Assert.Equal(exchanges.Count, exchanges.Distinct(StringComparer.Ordinal).Count());
        Assert.All(exchanges, e => Assert.Matches(ExchangeForm(), e));
        Assert.All(BusNames.Messages.Keys, t => Assert.Matches(UrnForm(), BusNames.Urn(t)));
    }

    [Fact]
    public void NamesAndBodies_AreThoseOfTheGoldenFile()
    {
        var golden = File.Exists(GoldenFile)
            ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(GoldenFile))!
            : new SortedDictionary<string, string>(StringComparer.Ordinal);
        var current = Samples.ToDictionary(s => $"{BusNames.Exchange(s.GetType())} {BusNames.Urn(s.GetType())}", s => Encoding.UTF8.GetString(BusBody.Of(s)), StringComparer.Ordinal);
        if (Repository.MayWrite)
        {
            // What stands is never overwritten.
            foreach (var (name, body) in current.Where(c => !golden.ContainsKey(c.Key)))
            {
                golden.Add(name, body);
            }

            File.WriteAllText(GoldenFile, JsonSerializer.Serialize(golden, Layout) + "\n");
        }

        Assert.Equal(golden.ToDictionary(StringComparer.Ordinal), current);
    }

    [Fact]
    public void Bodies_AreReadAsTheyWereWritten()
    {
        var options = BusBody.Configure(new JsonSerializerOptions());
        Assert.All(Samples, s => Assert.Equal(s, JsonSerializer.Deserialize(BusBody.Of(s), s.GetType(), options)));
    }

    [Fact]
    public void Bodies_HoldNoneOfTheEventsTexts() => Assert.All(Samples, s =>
        Assert.All(new[] { "leak", "logs", "fraud", "Keys", "test system", "concerned", "라나" }, text => Assert.DoesNotContain(text, Encoding.UTF8.GetString(BusBody.Of(s)), StringComparison.Ordinal)));

    [GeneratedRegex(@"^incidentgrains\.[a-z]+\.[a-z-]+\.v[1-9]$", RegexOptions.None, 1000)]
    private static partial Regex ExchangeForm();

    [GeneratedRegex(@"^urn:message:incidentgrains:[a-z]+\.[a-z-]+:v[1-9]$", RegexOptions.None, 1000)]
    private static partial Regex UrnForm();
}
