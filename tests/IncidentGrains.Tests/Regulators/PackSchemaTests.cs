using IncidentGrains.Law.Regulators.Conditions;
using NJsonSchema;

namespace IncidentGrains.Tests.Regulators;

/// <summary>The JSON schema, which editors go by, and the reader, which the products go by, are of one mind.</summary>
public sealed class PackSchemaTests
{
    // What no schema can say: which clocks, zones, days and names there are, and how versions follow each other.
    private static readonly string[] BeyondASchema =
    [
        "is no clock", "is no time zone", "no day of the year", "no number of days", "no weekday of a year", "no date of the calendar", "outside 'years'", "is no condition of this file",
        "earlier rule", "a day before the next", "is before 'effective_from'", "needs 'cohorts'", "needs 'reason'", "an advisory needs", "'freitag'", "needs 'clock'", "no time of day",
        "needs 'citation'", "needs 'effective_from'",
    ];

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Repository.Read("deploy/rules/rules.schema.json")).GetAwaiter().GetResult();

    public static TheoryData<string> Files() => [.. Repository.Files("deploy/rules", "*.yaml")];

    public static TheoryData<string, string> Mistakes()
    {
        var data = new TheoryData<string, string>();
        foreach (object[] row in PackLintTests.Mistakes())
        {
            if ((int)row[2] > 0 && !BeyondASchema.Any(b => ((string)row[3]).Contains(b, StringComparison.Ordinal)))
            {
                data.Add((string)row[0], (string)row[1]);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_OfABuiltInPack_Holds(string file) => Assert.Empty(Schema.Validate(YamlAsJson.Of(Repository.Read(file))).Select(e => e.ToString()));

    [Fact]
    public void Schema_OfTheSample_Holds() => Assert.Empty(Schema.Validate(YamlAsJson.Of(PackSamples.Ruritania)));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Schema_OfAMistake_DoesNotHold(string right, string wrong) => Assert.NotEmpty(Schema.Validate(YamlAsJson.Of(PackSamples.With(right, wrong))));

    [Fact]
    public void Mistakes_AreToAGoodPartWithinReachOfTheSchema() => Assert.True(Mistakes().Count >= 15, $"{Mistakes().Count}");

    [Fact]
    public void Flags_OfTheSchema_AreThoseOfTheReader()
    {
        var known = Schema.Definitions["condition"].Properties.Where(p => p.Value.Type == JsonObjectType.Boolean).Select(p => p.Key);
        Assert.Equal(Flag.All.Keys.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }
}
