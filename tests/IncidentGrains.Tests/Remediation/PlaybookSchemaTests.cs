using NJsonSchema;

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

    private static bool Holds(string yaml) => Schema.Validate(YamlAsJson.Of(yaml)).Count == 0;
}
