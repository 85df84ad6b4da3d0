using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>A JSON schema from a file of the caller's, such as the community's. Nothing that it refers to elsewhere is fetched.</summary>
internal sealed class VerisSchema
{
    private readonly JsonSchema _schema;

    private VerisSchema(JsonSchema schema) => _schema = schema;

    /// <summary>Reads a schema's bytes.</summary>
    /// <exception cref="VerisRefusedException">It is no JSON schema, too large, or refers to another file or host.</exception>
    public static async Task<VerisSchema> Read(byte[] content, CancellationToken cancellation)
    {
        if (content.Length > VerisLimits.SchemaBytes)
        {
            throw new VerisRefusedException($"is larger than {VerisLimits.SchemaBytes / 1024 / 1024} MiB.");
        }

        try
        {
            var json = JsonNode.Parse(content);
            return json is not JsonObject ? throw new VerisRefusedException(1, 1, "is no JSON object.")
                : Elsewhere(json) is { } reference ? throw new VerisRefusedException($"refers to '{reference}', and nothing is fetched; merge it into one file.")
                : new VerisSchema(await JsonSchema.FromJsonAsync(json.ToJsonString(), cancellation));
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new VerisRefusedException((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, "is no JSON that can be read.");
        }
        catch (Exception e) when (e is InvalidOperationException or Newtonsoft.Json.JsonException)
        {
            throw new VerisRefusedException("is no JSON schema that can be read: " + e.Message);
        }
    }

    /// <summary>All that the schema has against an incident.</summary>
    public IReadOnlyList<VerisFinding> Check(VerisDocument document)
    {
        using var text = new JsonTextReader(new StringReader(document.Incident.ToJsonString())) { DateParseHandling = DateParseHandling.None };
        return [.. _schema.Validate(JToken.Load(text)).SelectMany(Leaves).Select(e => document.Finding(PointerOf(document.Incident, e.Path ?? ""), VerisSchemaWords.Of(e))).Distinct()];
    }

    // What is wrong inside an item is told by the errors below that of the item.
    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Errors: var below } && below.Values.SelectMany(e => e).ToList() is { Count: > 0 } inner ? inner.SelectMany(Leaves) : [error];

    // The library writes #/impact.loss[0].variety, and a dot may be part of a name: only the incident tells.
    private static string PointerOf(JsonNode? node, string path)
    {
        var pointer = "";
        for (var rest = path.TrimStart('#', '/'); rest.Length > 0;)
        {
            if (node is JsonArray items && rest[0] == '[' && rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            {
                var item = rest[1..end];
                (pointer, rest) = (JsonPointer.Below(pointer, item), rest[(end + 1)..]);
                node = int.TryParse(item, out var index) && index < items.Count ? items[index] : null;
                continue;
            }

            rest = rest.TrimStart('.');
            var name = (node as JsonObject ?? []).Select(m => m.Key).Where(n => Begins(rest, n)).MaxBy(n => n.Length) ?? rest;
            (pointer, rest, node) = (JsonPointer.Below(pointer, name), rest[name.Length..], (node as JsonObject)?[name]);
        }

        return pointer;
    }

    private static bool Begins(string path, string name) =>
        path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] is '.' or '[');

    private static string? Elsewhere(JsonNode? node) => node switch
    {
        JsonObject members when VerisFields.Text(members["$ref"]) is { } reference && !reference.StartsWith('#') => reference,
        JsonObject members => members.Select(m => Elsewhere(m.Value)).FirstOrDefault(r => r is not null),
        JsonArray items => items.Select(Elsewhere).FirstOrDefault(r => r is not null),
        _ => null,
    };
}
