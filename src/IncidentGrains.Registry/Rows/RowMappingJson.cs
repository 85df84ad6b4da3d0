using System.Text;
using System.Text.Json;

namespace IncidentGrains.Registry.Rows;

/// <summary>A mapping as JSON: snake-case keys, fields by their names such as <c>member_id</c>, in one fixed order.</summary>
/// <example><c>{"columns":{"member_id":"ID"},"constants":{"country":"KR"},"extra":["tier"],"default_region":"KR","categories":["name"],"identity":["member_id","email","phone"]}</c></example>
public static class RowMappingJson
{
    /// <summary>Writes a mapping; equal mappings give equal text.</summary>
    public static string Write(RowMapping mapping)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            WriteFields(json, "columns", mapping.Columns);
            WriteFields(json, "constants", mapping.Constants);
            WriteList(json, "extra", mapping.Extra);
            json.WriteString("default_region", mapping.DefaultRegion);
            WriteList(json, "categories", mapping.Categories);
            WriteList(json, "identity", mapping.Identity.Select(FieldNames.Of));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Reads a mapping and checks it. Absent keys have their defaults.</summary>
    /// <exception cref="RowMappingException">It is no JSON of this shape, or the mapping can't work.</exception>
    public static RowMapping Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Read(json.RootElement).Checked();
        }
        catch (JsonException e)
        {
            throw new RowMappingException($"The mapping is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static RowMapping Read(JsonElement root)
    {
        var mapping = new RowMapping();
        foreach (var member in Members(root, "The mapping"))
        {
            mapping = member.Name switch
            {
                "columns" => mapping with { Columns = ReadFields(member) },
                "constants" => mapping with { Constants = ReadFields(member) },
                "extra" => mapping with { Extra = ReadList(member) },
                "default_region" => mapping with { DefaultRegion = Text(member.Value, member.Name) },
                "categories" => mapping with { Categories = ReadList(member) },
                "identity" => mapping with { Identity = [.. ReadList(member).Select(FieldNames.Identifier)] },
                var other => throw new RowMappingException(
                    $"The mapping has no key '{other}'; its keys are columns, constants, extra, default_region, categories and identity."),
            };
        }

        return mapping;
    }

    private static Dictionary<RowField, string> ReadFields(JsonProperty of) =>
        Members(of.Value, $"'{of.Name}'").ToDictionary(m => FieldNames.Field(m.Name), m => Text(m.Value, $"{of.Name}.{m.Name}"));

    private static List<string> ReadList(JsonProperty of) => of.Value.ValueKind == JsonValueKind.Array
        ? [.. of.Value.EnumerateArray().Select(item => Text(item, of.Name))]
        : throw new RowMappingException($"'{of.Name}' of the mapping is a list of texts.");

    private static string Text(JsonElement value, string key) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new RowMappingException($"'{key}' of the mapping is a text.");

    private static List<JsonProperty> Members(JsonElement value, string what)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new RowMappingException($"{what} is an object: {{\"key\": …}}.");
        }

        var members = value.EnumerateObject().ToList();
        return members.GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice
            ? throw new RowMappingException($"{what} has the key '{twice.Key}' twice.")
            : members;
    }

    private static void WriteFields(Utf8JsonWriter json, string key, IReadOnlyDictionary<RowField, string> fields)
    {
        json.WriteStartObject(key);
        foreach (var (field, value) in fields.OrderBy(f => f.Key))
        {
            json.WriteString(FieldNames.Of(field), value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string key, IEnumerable<string> items)
    {
        json.WriteStartArray(key);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
