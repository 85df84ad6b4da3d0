using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.Cli.Incidents.Veris;

namespace IncidentGrains.Tests.Veris;

/// <summary>What a VERIS incident has to be to be read, whatever a schema says.</summary>
public sealed class VerisRulesTests
{
    [Fact]
    public void Sample_Passes() => Assert.Empty(VerisRules.Check(VerisDocument.Read(Records.Sample)));

    [Theory]
    [InlineData("incident_id", "\" \"", "/incident_id")]
    [InlineData("security_incident", "\"Maybe\"", "/security_incident")]
    [InlineData("summary", "3", "/summary")]
    [InlineData("timeline", "{}", "/timeline/incident/year")]
    [InlineData("timeline", """{"incident":{"year":1949}}""", "/timeline/incident/year")]
    [InlineData("timeline", """{"incident":{"year":2025,"month":13}}""", "/timeline/incident/month")]
    [InlineData("timeline", """{"incident":{"year":2025,"month":2,"day":29}}""", "/timeline/incident/day")]
    [InlineData("timeline", """{"incident":{"year":2025,"day":32}}""", "/timeline/incident/day")]
    [InlineData("timeline", """{"incident":{"year":2025},"discovery":{"unit":"Fortnights"}}""", "/timeline/discovery/unit")]
    [InlineData("timeline", """{"incident":{"year":2025},"discovery":{"unit":"Days","value":-1}}""", "/timeline/discovery/value")]
    [InlineData("attribute", """{"confidentiality":{}}""", "/attribute/confidentiality/data_disclosure")]
    [InlineData("attribute", """{"confidentiality":{"data_disclosure":"No","data":[]}}""", "/attribute/confidentiality/data")]
    [InlineData("asset", """{"assets":[{"variety":"S - Web"},{"amount":1}]}""", "/asset/assets/1/variety")]
    [InlineData("impact", """{"overall_min_amount":2,"overall_max_amount":1}""", "/impact/overall_min_amount")]
    [InlineData("impact", """{"loss":[{},{"amount":5,"max_amount":4}]}""", "/impact/loss/1/amount")]
    [InlineData("plus", """{"incidentgrains":{"facts":[{"kind":"unheard_of","text":"x"}]}}""", "/plus/incidentgrains")]
    [InlineData("plus", """{"incidentgrains":{"facts":[{"kind":"began","text":"x","count":1}]}}""", "/plus/incidentgrains")]
    [InlineData("plus", """{"incidentgrains":{"awareness":[{"aware_at":"yesterday","asserted_by":"controller","basis":""}]}}""", "/plus/incidentgrains")]
    public void Field_ThatMeansNothing_IsFound(string field, string value, string path)
    {
        var incident = (JsonObject)JsonNode.Parse(Records.Sample)!;
        incident[field] = JsonNode.Parse(value);
        var finding = Assert.Single(VerisRules.Check(VerisDocument.Read(Encoding.UTF8.GetBytes(incident.ToJsonString()))));
        Assert.Equal(path, finding.Path);
    }
}
