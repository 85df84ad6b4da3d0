using System.Text.Json.Nodes;
using IncidentGrains.Cli.Incidents.Veris;
using IncidentGrains.V1;

namespace IncidentGrains.Tests.Veris;

/// <summary>VERIS means here what both sides mean, and no more.</summary>
public sealed class VerisReadingTests
{
    [Fact]
    public void Sample_IsReadAsItsMappingSays()
    {
        var reading = VerisReading.Of(VerisDocument.Read(Records.Sample).Incident);
        Assert.Equal(
            [
                "what-leaked Personal (4,536 records), Credentials (120 records)", "how hacking: Brute force, Use of stolen creds, via Web application",
                "began 2025-06-24T00:00:00Z", "systems S - Web application|S - Database", "data-categories login", "cause external_intrusion",
            ],
            reading.Facts.Select(Text));
        Assert.Equal(["2025-10-24 veris"], reading.Claims.Select(c => $"{c.AwareAt.ToDateTime():yyyy-MM-dd} {c.AssertedBy}"));
        Assert.Equal(["2025-06-24", "2025-06-24", "2025-07-01", "2025-10-24", "2025-10-26"], reading.Entries.Select(e => $"{e.OccurredAt:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("""{"year":2025}""", null)]
    [InlineData("""{"year":2025,"month":6}""", null)]
    [InlineData("""{"year":2025,"month":6,"day":31}""", null)]
    [InlineData("""{"year":2025,"month":6,"day":24}""", "2025-06-24T00:00:00Z")]
    [InlineData("""{"year":2025,"month":6,"day":24,"time":"05:45:00 PM"}""", "2025-06-24T17:45:00Z")]
    [InlineData("""{"year":2025,"month":6,"day":24,"time":"later"}""", "2025-06-24T00:00:00Z")]
    public void Beginning_IsReadOnlyAsFarAsItIsKnown(string incident, string? began) =>
        Assert.Equal(began, VerisInstant.Of(JsonNode.Parse(incident))?.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));

    [Theory]
    [InlineData(true, "Minutes", "90", "2024-01-31T13:30")]
    [InlineData(true, "Seconds", "0.5", "2024-01-31T12:00")]
    [InlineData(true, "Days", "1.5", "2024-02-02T00:00")]
    [InlineData(true, "Months", "1", "2024-02-29T12:00")]
    [InlineData(true, "Years", "1", "2025-01-31T12:00")]
    [InlineData(false, "Hours", "48", null)]
    [InlineData(false, "Days", "1.5", null)]
    [InlineData(true, "Months", "0.5", null)]
    [InlineData(true, "Days", "1e12", null)]
    [InlineData(true, "Years", "1e27", null)]
    [InlineData(true, "Days", "-1", null)]
    [InlineData(true, "Never", "1", null)]
    [InlineData(true, "Days", "null", null)]
    public void Interval_IsNoFinerThanWhatIsKnown(bool hasTime, string unit, string value, string? expected)
    {
        var start = new VerisInstant(new DateTimeOffset(2024, 1, 31, 12, 0, 0, TimeSpan.Zero), hasTime);
        var interval = new JsonObject { ["unit"] = unit, ["value"] = JsonNode.Parse(value) };
        Assert.Equal(expected, start.After(interval)?.At.ToString("yyyy-MM-dd'T'HH:mm", null));
    }

    [Theory]
    [InlineData("""{"actor":{"external":{}},"action":{"hacking":{}}}""", "external_intrusion")]
    [InlineData("""{"actor":{"internal":{}},"action":{"misuse":{}}}""", "insider")]
    [InlineData("""{"actor":{"internal":{}},"action":{"error":{"variety":["Misdelivery"]}}}""", "internal_mis_send")]
    [InlineData("""{"action":{"physical":{"variety":["Theft"]}}}""", "loss")]
    [InlineData("""{"actor":{"internal":{}},"action":{"hacking":{}}}""", null)]
    [InlineData("""{"actor":{"external":{},"internal":{}},"action":{"hacking":{},"misuse":{}}}""", null)]
    [InlineData("""{"actor":3,"action":[]}""", null)]
    public void Cause_IsNamedOnlyWhereVerisPointsToOne(string incident, string? cause) => Assert.Equal(cause, VerisActions.Cause((JsonObject)JsonNode.Parse(incident)!));

    [Fact]
    public void Data_ThatWasNotDisclosed_DidNotLeak()
    {
        var incident = (JsonObject)JsonNode.Parse("""{"attribute":{"confidentiality":{"data_disclosure":"No","data":[{"variety":"Bank","amount":3}]}}}""")!;
        Assert.Null(VerisData.WhatLeaked(incident));
        Assert.Empty(VerisData.Categories(incident));
        incident["attribute"]!["confidentiality"]!["data_disclosure"] = "Potentially";
        Assert.Equal("Bank (3 records); disclosed potentially", VerisData.WhatLeaked(incident));
        Assert.Equal(["financial_account"], VerisData.Categories(incident));
    }

    private static string Text(NewFact fact) =>
        $"{fact.Kind.ToString().Aggregate("", (t, c) => t + (char.IsUpper(c) && t.Length > 0 ? "-" : "") + char.ToLowerInvariant(c))} "
        + (fact.Instant is { } at ? at.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null) : fact.Values.Count > 0 ? string.Join('|', fact.Values) : fact.Text);
}
