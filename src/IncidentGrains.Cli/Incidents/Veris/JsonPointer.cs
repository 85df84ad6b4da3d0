using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Places in a JSON document, as RFC 6901 writes them: <c>/action/hacking/variety/0</c>.</summary>
internal static class JsonPointer
{
    /// <summary>The place of a member or an item below another place.</summary>
    public static string Below(string parent, string name) =>
        parent + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>What stands at a place; null if nothing does, or a null.</summary>
    public static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }
}
