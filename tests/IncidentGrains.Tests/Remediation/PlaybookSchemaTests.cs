using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentGrains.Tests.Remediation;

/// <summary>The JSON schema, which editors go by, and the reader, which the products go by, are of one mind.</summary>
public sealed class PlaybookSchemaTests
{
    // What no schema can say, or what no JSON keeps: relations between tasks, personal data, repeated keys, the way a number is written.
    private static readonly string[] BeyondASchema =
    [
        "key of no task", "earlier task", "→", "e-mail address", "Duplicate key", "write that part out", "control characters", "366d", "1_000",
    ];

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Repository.Read("deploy/playbooks/playbook.schema.json")).GetAwaiter().GetResult();

    public static TheoryData<string> Files() => [.. Repository.Files("deploy/playbooks", "*.yaml")];

    public static TheoryData<string, string> Mistakes()
    {
        var data = new TheoryData<string, string>();
        foreach (object[] row in PlaybookReaderTests.Mistakes())
        {
            if (!BeyondASchema.Any(b => ((string)row[1]).Contains(b, StringComparison.Ordinal) || ((string)row[3]).Contains(b, StringComparison.Ordinal)))
            {
                data.Add((string)row[0], (string)row[1]);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_OfABuiltInPlaybook_Holds(string file) => Assert.True(Holds(Repository.Read(file)));

    [Fact]
    public void Schema_OfTheSample_Holds() => Assert.True(Holds(PlaybookSamples.Right));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Schema_OfAMistake_DoesNotHold(string right, string wrong) => Assert.False(Holds(PlaybookSamples.With(right, wrong)));

    [Fact]
    public void Mistakes_AreMostlyWithinReachOfTheSchema() => Assert.True(Mistakes().Count >= 25, $"{Mistakes().Count}");

    private static bool Holds(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Schema.Validate(AsJson(stream.Documents[0].RootNode)!.ToJsonString()).Count == 0;
    }

    // As YAML's core schema reads plain words.
    private static JsonNode? AsJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, AsJson(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(AsJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth => JsonValue.Create(truth.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new NotSupportedException($"{node}"),
    };
}
