using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Fields of a VERIS incident as values; what has another form than VERIS gives it counts as absent.</summary>
internal static class VerisFields
{
    /// <summary>A text, or null.</summary>
    public static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string?)node : null;

    /// <summary>Texts: those of an array, or the one text that stands in place of it, as older versions of the schema had it.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? node) =>
        node is JsonArray items ? [.. items.Select(Text).OfType<string>()] : Text(node) is { } text ? [text] : [];

    /// <summary>A number, or null.</summary>
    public static decimal? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A whole number, or null.</summary>
    public static int? Whole(JsonNode? node) =>
        Number(node) is { } number && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>The objects of an array.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node is JsonArray items ? items.OfType<JsonObject>() : [];
}
