using System.Text.Json.Nodes;
using IncidentGrains.Law.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Cli.Demo;

/// <summary>Turns YAML into the JSON that protobuf reads. Numbers stay texts: proto JSON takes them for every numeric field.</summary>
internal static class YamlJson
{
    /// <summary>The object of a mapping.</summary>
    public static JsonObject Object(YamlNode node)
    {
        var map = new YamlMap(node, "'with'");
        var json = new JsonObject();
        foreach (var key in map.Keys)
        {
            json[key] = Node(map.Node(key)!);
        }

        return json;
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode => Object(node),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth => JsonValue.Create(truth.Value == "true"),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new YamlRefusedException(node.Start.Line, "only texts, lists and mappings are read."),
    };
}
