using System.Text;
using System.Text.Json.Nodes;
using IncidentGrains.Cli.Incidents.Veris;

namespace IncidentGrains.Tests.Veris;

/// <summary>The verdicts that the VERIS community states for its own test files are reached, and what passes survives an import and an export.</summary>
public sealed class CommunityTests
{
    public static TheoryData<string> Files() => [.. CommunityFiles.Names()];

    public static TheoryData<string> Passing() => [.. CommunityFiles.Names().Where(n => Should(n) == "pass")];

    [CommunityFact]
    public void Files_OfBothVerdicts_AreThere()
    {
        var verdicts = CommunityFiles.Names().Select(Should).ToList();
        Assert.True(verdicts.Count(v => v == "pass") >= 10 && verdicts.Count(v => v == "fail") >= 90, $"{verdicts.Count} files");
    }

    [CommunityTheory]
    [MemberData(nameof(Files))]
    public async Task File_HeldAgainstItsSchema_HasTheStatedVerdict(string name)
    {
        var (_, findings) = await Check(CommunityFiles.Schema131, CommunityFiles.Test(name));
        Assert.True(Should(name) == (findings.Count == 0 ? "pass" : "fail"), string.Join('\n', findings));
        // A finding that names no place helps nobody.
        Assert.All(findings, f => Assert.True(f.Line > 1 && f.Path.Length > 1, f.ToString()));
    }

    [CommunityTheory]
    [MemberData(nameof(Passing))]
    public void ValidFile_WithoutASchema_Passes(string name) => Assert.Empty(VerisRules.Check(VerisDocument.Read(CommunityFiles.Test(name))));

    [CommunityTheory]
    [MemberData(nameof(Passing))]
    public void ValidFile_ImportedAndExported_IsTheSame(string name)
    {
        var document = VerisDocument.Read(CommunityFiles.Test(name));
        var exported = VerisExport.Of(Records.Of(VerisOpening.Of(document), out var timeline), timeline);
        Assert.Equal(document.Incident.ToJsonString(), exported.Incident.ToJsonString());
        Assert.Empty(exported.Notes);
    }

    [CommunityFact]
    public async Task Sample_HeldAgainstTheCurrentSchema_Passes() =>
        Assert.Empty((await Check(CommunityFiles.Schema14, Records.Sample)).Findings);

    [CommunityTheory]
    [InlineData(V1.Stage.Open)]
    [InlineData(V1.Stage.Confirmed)]
    public async Task IncidentOfOurs_Exported_PassesTheCurrentSchema(V1.Stage stage)
    {
        foreach (var cause in new[] { "external_intrusion", "insider", "internal_mis_send", "loss", "unknown" })
        {
            var json = VerisExport.Of(Records.Ours(stage, cause), Records.OurTimeline).Incident.ToJsonString();
            Assert.Empty((await Check(CommunityFiles.Schema14, Encoding.UTF8.GetBytes(json))).Findings);
        }
    }

    private static string Should(string name) => (string)JsonNode.Parse(CommunityFiles.Test(name))!["should"]!;

    private static async Task<(VerisDocument? Document, IReadOnlyList<VerisFinding> Findings)> Check(byte[] schema, byte[] content) =>
        VerisCheck.Against(await VerisSchema.Read(schema, default)).Bytes(content);
}
