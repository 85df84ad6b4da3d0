using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Grows a JSON document from its values, given place by place in the order of the document.</summary>
internal sealed class VerisTree
{
    private readonly Dictionary<string, VerisTree> _parts = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private JsonNode? _value;

    /// <summary>Puts a value at a place.</summary>
    public void Set(string path, JsonNode? value) => At(path)._value = value;

    /// <summary>Lengthens the string at a place.</summary>
    public void Append(string path, string more)
    {
        var place = At(path);
        place._value = (string?)place._value + more;
    }

    /// <summary>The document.</summary>
    public JsonNode? ToJson() =>
        _order.Count == 0 ? _value
        : VerisPath.IsItem(_order[0]) ? new JsonArray([.. _order.Select(part => _parts[part].ToJson())])
        : new JsonObject(_order.Select(part => KeyValuePair.Create(VerisPath.NameOf(part), _parts[part].ToJson())));

    private VerisTree At(string path)
    {
        var place = this;
        foreach (var part in path.Length == 0 ? [] : path[1..].Split('/'))
        {
            if (!place._parts.TryGetValue(part, out var next))
            {
                place._parts.Add(part, next = new VerisTree());
                place._order.Add(part);
            }

            place = next;
        }

        return place;
    }
}
