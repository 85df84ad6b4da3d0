using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Cli.Incidents.Veris;
using IncidentGrains.V1;

namespace IncidentGrains.Tests.Veris;

/// <summary>What goes out as VERIS comes in again as it was.</summary>
public sealed class VerisExportTests
{
    [Fact]
    public void Sample_ImportedAndExported_IsTheSameToTheLastDigit()
    {
        var document = VerisDocument.Read(Records.Sample);
        Assert.Equal(document.Incident.ToJsonString(), Export(Records.Of(VerisOpening.Of(document), out var timeline), timeline).ToJsonString());
    }

    [Theory]
    [InlineData(Stage.Open)]
    [InlineData(Stage.Remediating)]
    public void IncidentOfOurs_ExportedAndImported_KnowsTheSame(Stage stage)
    {
        var ours = Records.Ours(stage, "insider");
        var json = Export(ours, Records.OurTimeline);
        var again = Records.Of(VerisOpening.Of(Document(json)), out var timeline);
        Assert.Equal(Known(ours), Known(again).Where(f => f.Kind != FactKind.Veris));
        Assert.Equal(ours.AwarenessClaims, again.AwarenessClaims);
        Assert.Equal(Records.OurTimeline.Select(e => (e.OccurredAt, e.Text)), timeline.Select(e => (e.OccurredAt, e.Text)));
        Assert.Equal(ours.Title, again.Title);
        Assert.Equal(json.ToJsonString(), Export(again, timeline).ToJsonString());
    }

    [Fact]
    public void ImportedIncident_WithACorrectedBeginning_SaysTheCorrectedOne()
    {
        var incident = Records.Of(VerisOpening.Of(VerisDocument.Read(Records.Sample)), out var timeline);
        var began = incident.Facts.Single(f => f.Kind == FactKind.Began);
        began.CorrectedBy = "fct-99";
        incident.Facts.Add(new Fact { FactId = "fct-99", Corrects = began.FactId, Kind = FactKind.Began, Instant = began.Instant.ToDateTimeOffset().AddDays(-3).AddHours(5).ToTimestamp() });
        var json = Export(incident, timeline);
        Assert.Equal("""{"year":2025,"month":6,"day":21}""", json["timeline"]!["incident"]!.ToJsonString());
        var again = Records.Of(VerisOpening.Of(Document(json)), out _);
        Assert.Equal("2025-06-21T05:00:00Z", again.Facts.Single(f => f.Kind == FactKind.Began).Instant.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
    }

    [Theory]
    [InlineData(Stage.Open, Resolution.Unspecified, "Near miss")]
    [InlineData(Stage.Contained, Resolution.Unspecified, "Confirmed")]
    [InlineData(Stage.Closed, Resolution.NotAnIncident, "False positive")]
    public void Confirmation_OfAnImportedIncident_FollowsTheStageOnceItIsDecidedHere(Stage stage, Resolution resolution, string expected)
    {
        var sample = (JsonObject)JsonNode.Parse(Records.Sample)!;
        sample["security_incident"] = "Near miss";
        var incident = Records.Of(VerisOpening.Of(Document(sample)), out var timeline);
        (incident.Stage, incident.Resolution) = (stage, resolution);
        Assert.Equal(expected, (string?)Export(incident, timeline)["security_incident"]);
    }

    [Fact]
    public void RedactedFact_IsNamed_AndItsWordsAreNotExported()
    {
        var ours = Records.Ours(Stage.Open, "unknown");
        ours.Facts[0].Text = "[redacted]";
        var export = VerisExport.Of(ours, [new TimelineEntry { OccurredAt = ours.OpenedAt, Text = "[redacted]", Redacted = true }]);
        Assert.Contains("fct-WhatLeaked", Assert.Single(export.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain("redacted", export.Incident.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BeginningThatNobodyKnows_IsTheYearOfOpening_AndSaidSo()
    {
        var ours = Records.Ours(Stage.Open, "unknown");
        ours.Facts.Remove(ours.Facts.Single(f => f.Kind == FactKind.Began));
        var export = VerisExport.Of(ours, []);
        Assert.Equal("""{"year":2026}""", export.Incident["timeline"]!["incident"]!.ToJsonString());
        Assert.Contains("no fact says when it began", Assert.Single(export.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes", "\"Ask kim@example.com\"", "/notes")]
    [InlineData("plus", """{"call":["010-1234-5678"]}""", "/plus/call/0")]
    [InlineData("plus", """{"kim@example.com":1}""", "/plus/kim@example.com")]
    public void PersonalData_IsRefusedWithItsPlace(string field, string value, string path)
    {
        var sample = (JsonObject)JsonNode.Parse(Records.Sample)!;
        sample[field] = JsonNode.Parse(value);
        Assert.Contains($"{path} seems to hold", Assert.Throws<VerisRefusedException>(() => VerisOpening.Of(Document(sample))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IncidentOfManyFacts_GoesInByMoreThanOneRequest_AndComesOutWhole()
    {
        var ours = Records.Ours(Stage.Confirmed, "insider");
        ours.Facts.Add(Enumerable.Range(0, 150).Select(n => Records.Fact(FactKind.Other, $"사실 {n}", null, [], 0)));
        var document = Document(Export(ours, Records.OurTimeline));
        var opening = VerisOpening.Of(document);
        Assert.Equal((100, 58), (opening.Open.Facts.Count, opening.Facts.Count));
        Assert.Equal(opening.Open.CommandId, VerisOpening.Of(document).Open.CommandId);
        Assert.Equal(document.Incident.ToJsonString(), Export(Records.Of(opening, out var timeline), timeline).ToJsonString());
    }

    [Fact]
    public void IncidentOfManyLongPaths_IsRefused()
    {
        var sample = (JsonObject)JsonNode.Parse(Records.Sample)!;
        sample["plus"] = new JsonObject { [new string('n', 300)] = new JsonArray([.. Enumerable.Range(0, 5000).Select(n => JsonValue.Create(n))]) };
        Assert.Contains("800,000 is the limit", Assert.Throws<VerisRefusedException>(() => VerisOpening.Of(Document(sample))).Message, StringComparison.Ordinal);
    }

    private static JsonObject Export(Incident incident, IReadOnlyList<TimelineEntry> timeline) => VerisExport.Of(incident, timeline).Incident;

    private static VerisDocument Document(JsonObject json) => VerisDocument.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static List<Fact> Known(Incident incident) => [.. incident.Facts.Select(f => new Fact(f) { FactId = "" })];
}
