using System.Text;
using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using static IncidentGrains.Tests.Regulators.Case;

namespace IncidentGrains.Tests.Regulators;

/// <summary>The packs that come with the product, and files laid over them.</summary>
public sealed class RulePacksTests
{
    private static readonly string[] Listed =
    [
        "KR-SUBJ", "KR-POSS", "KR-ALLCLEAR", "KR-POST", "KR-REG", "KR-NET", "KR-NETSUP", "KR-NETUSER", "KR-CREDSUBJ", "KR-CREDREG", "KR-CREDPOST", "KR-MIT",
        "EU-33", "EU-34", "EU-33P", "EU-REGISTER", "UK-33", "UK-34", "UK-REGISTER", "NIS2-EW", "NIS2-IN", "NIS2-FR", "DORA-I", "DORA-M", "DORA-F",
        "US-8K", "US-8KA", "US-HIPAA-IND", "US-HIPAA-HHS", "US-HIPAA-MEDIA",
        "US-CA-IND", "US-CA-AG", "US-NY-IND", "US-NY-AG", "US-NY-CRA", "US-TX-IND", "US-TX-AG", "US-TX-CRA", "US-FL-IND", "US-FL-AG", "US-FL-CRA",
        "US-CO-IND", "US-CO-AG", "US-CO-CRA", "US-WA-IND", "US-WA-AG", "US-MA-IND", "US-MA-AG",
        "JP-PRE", "JP-FIN", "JP-SUBJ", "SG-ASSESS", "SG-REG", "SG-SUBJ", "AU-ASSESS", "AU-REG", "AU-SUBJ", "TW-REG", "TW-SUBJ", "IN-CERT", "IN-DPDP", "IN-DPDP-SUBJ",
        "CN-REG", "CN-CLOSE", "CN-SUBJ", "HK-REG", "TH-REG", "TH-SUBJ", "PH-REG", "PH-SUBJ", "PH-FULL", "VN-REG",
        "BR-REG", "BR-SUBJ", "BR-SUPP", "CA-FED-REG", "CA-FED-SUBJ", "CA-QC-REG", "CA-QC-SUBJ", "CH-REG", "CH-NCSC", "TR-REG", "TR-SUBJ", "ZA-REG", "ZA-SUBJ", "AE-REG",
    ];

    private static RulePacks Grown => RulePacks.BuiltIn.With([("xr.yaml", Encoding.UTF8.GetBytes(PackSamples.Ruritania))]);

    [Fact]
    public void BuiltIn_HasEachListedRule_AndTheUnitedKingdomsForProcessors() =>
        Assert.Equal(Listed.Append("UK-33P").Order(StringComparer.Ordinal), RulePacks.BuiltIn.Rules.Select(r => r.Id));

    [Fact]
    public void BuiltIn_NamesASourceAnAuthorityAndARecipientForEachRule() => Assert.All(RulePacks.BuiltIn.Rules.SelectMany(r => r.Versions.Select(v => (r, v))), rule =>
    {
        Assert.NotEmpty(rule.v.Citation);
        Assert.NotEmpty(rule.v.Authority.Native);
        Assert.True(rule.v.Recipients.Count > 0 || rule.r.Type == ObligationType.Mitigate, rule.r.Id);
        Assert.True(rule.v.EffectiveFrom.Year > 2000, rule.r.Id);
    });

    [Fact]
    public void RuleThatIsNotEnabled_SaysWhyAndIsNeverPrinted()
    {
        Assert.False(RulePacks.BuiltIn.Find("KR-NETUSER")!.Enabled);
        Assert.NotEmpty(RulePacks.BuiltIn.Find("KR-NETUSER")!.Reason);
        Facts(Cohort("KR", "2026-11-02T09:15:00+09:00")).Roles("icsp").Caused(IncidentCause.ExternalIntrusion).Lacks("KR-NETUSER");
    }

    [Fact]
    public void Country_IsAddedByAFile()
    {
        var facts = Facts(Cohort("XR", "2026-06-09T22:30:00Z", 11, "c1", "seal")).Roles("royal_supplier");
        var king = Assert.Single(Evaluation.Of(facts, Grown), o => o.Rule == "XR-KING");
        // 10 June there: Thursday 11; Friday and Saturday are free, so is Sunday the 14th by decree; Monday the 15th.
        Assert.Equal((At("2026-06-15T21:59:59Z"), "XR2"), (king.Due!.Value, king.Content));
        var subjects = Assert.Single(Evaluation.Of(facts, Grown), o => o.Rule == "XR-SUBJ");
        Assert.Equal((true, At("2026-06-11T22:30:00Z")), (subjects.Soft, subjects.Target!.Value));
    }

    [Fact]
    public void Version_IsChosenByTheLocalDay()
    {
        Assert.Equal([true, false], new[] { "2026-06-30T23:59:59+02:00", "2026-07-01T00:00:00+02:00" }.Select(aware =>
            Assert.Single(Evaluation.Of(Facts(Cohort("XR", aware, 11)), Grown), o => o.Rule == "XR-SUBJ").Soft));
        Assert.Empty(Evaluation.Of(Facts(Cohort("XR", "2025-12-31T23:59:59+01:00", 11)), Grown));
    }

    [Fact]
    public void Sanction_OfAnAddedCountry_IsItsOwn()
    {
        var estimate = ExposureEstimate.Of(new ExposureInputs { Jurisdiction = "XR", Turnover = [new(2024, 10), new(2025, 31)] }, Grown);
        Assert.Equal((20m, 31m, 15m, "XRC"), (estimate.Average!.Value, estimate.Base!.Value, estimate.Cap!.Value, estimate.Currency));
    }

    [Fact]
    public void Rule_OfAFolder_StandsInsteadOfTheBuiltIn()
    {
        var folder = Directory.CreateTempSubdirectory("rules-");
        try
        {
            var netUser = PackSamples.With("id: XR-KING", "id: KR-NETUSER").Replace("cohorts: XR\n    type: report", "cohorts: KR\n    type: report", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder.FullName, "own.yaml"), netUser);
            var packs = RulePacks.Load(folder.FullName);
            Assert.True(packs.Find("KR-NETUSER")!.Enabled);
            Assert.Equal("own.yaml", packs.Find("KR-NETUSER")!.Place.File);
            Assert.NotEqual(RulePacks.BuiltIn.Digest, packs.Digest);
            Assert.Equal(RulePacks.BuiltIn.Rules.Count + 1, packs.Rules.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Digest_IsOfTheTexts() => Assert.Matches("^[0-9a-f]{64}$", RulePacks.BuiltIn.Digest);
}
