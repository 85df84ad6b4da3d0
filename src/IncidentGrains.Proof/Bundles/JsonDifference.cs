using System.Text.Json;

namespace IncidentGrains.Proof.Bundles;

/// <summary>Where two contents of one shape differ, as paths such as <c>version.fields[3].text</c>.</summary>
internal static class JsonDifference
{
    /// <summary>The paths of all members that are unlike, in the order of the first.</summary>
    public static IEnumerable<string> Paths(JsonElement a, JsonElement b, string path = "")
    {
        if (a.ValueKind != b.ValueKind)
        {
            return [path];
        }

        return a.ValueKind switch
        {
            JsonValueKind.Object => a.EnumerateObject().SelectMany(m => b.TryGetProperty(m.Name, out var other)
                ? Paths(m.Value, other, path.Length == 0 ? m.Name : $"{path}.{m.Name}") : [$"{path}.{m.Name}"]),
            JsonValueKind.Array when a.GetArrayLength() != b.GetArrayLength() => [path],
            JsonValueKind.Array => a.EnumerateArray().Zip(b.EnumerateArray()).SelectMany((pair, n) => Paths(pair.First, pair.Second, $"{path}[{n}]")),
            _ => JsonElement.DeepEquals(a, b) ? [] : [path],
        };
    }
}
