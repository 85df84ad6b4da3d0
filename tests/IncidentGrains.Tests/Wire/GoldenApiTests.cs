using System.Text.Encodings.Web;
using System.Text.Json;

namespace IncidentGrains.Tests.Wire;

/// <summary>A client built today works tomorrow: nothing that stands in Golden/api.descriptors.json goes away or changes.</summary>
public sealed class GoldenApiTests
{
    private static readonly string GoldenFile = Repository.Golden("api.descriptors.json");
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Api_KeepsAllThatItPromised() => Assert.Equal([], Breaking(Committed(), PublicApi.Describe()));

    [Fact]
    public void GoldenApi_ListsAllThatIsNew()
    {
        var (committed, current) = (Committed(), PublicApi.Describe());
        var added = current.Keys.Except(committed.Keys, StringComparer.Ordinal).ToList();
        if (added.Count > 0 && Repository.MayWrite)
        {
            added.ForEach(k => committed.Add(k, current[k]));
            File.WriteAllText(GoldenFile, JsonSerializer.Serialize(committed, Layout) + "\n");
            added.Clear();
        }

        Assert.Equal([], added);
    }

    [Theory]
    [InlineData("field incidentgrains.v1.Incident.1", null, "was removed")]
    [InlineData("field incidentgrains.v1.Incident.2", "version (version): string", "changed")]
    [InlineData("enum incidentgrains.v1.Stage.1", null, "was removed")]
    [InlineData("rpc incidentgrains.v1.AccessService.WhoAmI", null, "was removed")]
    public void Breaking_OfAChangedApi_NamesWhatChanged(string key, string? now, string reason)
    {
        var current = PublicApi.Describe();
        Assert.True(current.Remove(key), key);
        if (now is not null)
        {
            current.Add(key, now);
        }

        var finding = Assert.Single(Breaking(PublicApi.Describe(), current));
        Assert.Contains(key, finding, StringComparison.Ordinal);
        Assert.Contains(reason, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Breaking_OfAnAddition_IsNothing()
    {
        var current = PublicApi.Describe();
        current.Add("field incidentgrains.v1.Incident.99", "mood: string");
        Assert.Empty(Breaking(PublicApi.Describe(), current));
    }

    private static List<string> Breaking(SortedDictionary<string, string> promised, SortedDictionary<string, string> current) =>
        [.. promised.Where(p => current.GetValueOrDefault(p.Key) != p.Value).Select(p => current.TryGetValue(p.Key, out var now)
            ? $"{p.Key} changed from '{p.Value}' to '{now}'" : $"{p.Key} ('{p.Value}') was removed or renumbered")];

    private static SortedDictionary<string, string> Committed() => File.Exists(GoldenFile)
        ? new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(GoldenFile))!, StringComparer.Ordinal)
        : Repository.MayWrite ? new(StringComparer.Ordinal) : throw new FileNotFoundException("See Golden/README.md.", GoldenFile);
}
