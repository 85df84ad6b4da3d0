using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>All texts of an incident with their places, names of members included.</summary>
internal static class VerisTexts
{
    /// <summary>Each text and its JSON pointer.</summary>
    public static IEnumerable<(string Path, string Text)> In(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(m => In(m.Value, JsonPointer.Below(path, m.Key)).Prepend((JsonPointer.Below(path, m.Key), m.Key))),
        JsonArray items => items.SelectMany((item, i) => In(item, JsonPointer.Below(path, i.ToString(CultureInfo.InvariantCulture)))),
        _ => VerisFields.Text(node) is { } text ? [(path, text)] : [],
    };
}
