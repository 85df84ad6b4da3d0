using System.Text;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators.Filings;

/// <summary>What drafts say: the record's words, in two languages, of one regulator's part alone, with where each came from.</summary>
public sealed class FilingPrefillTests
{
    [Theory]
    [InlineData("KR-REG@KR", "ko")]
    [InlineData("KR-REG@KR", "en")]
    [InlineData("KR-NET@KR", "ko")]
    [InlineData("KR-NET@KR", "en")]
    public void KoreanReport_OfTheShop_ReadsAsItsGoldenFile(string obligation, string language) =>
        Golden($"{obligation[..obligation.IndexOf('@', StringComparison.Ordinal)]}.{language}", FilingSpec.KoreanShop().Run(m => new DraftFiling(m, IncidentSpec.Id, [obligation], "", "", "", language)));

    [Theory]
    [InlineData("EU-33@web.DE", "ko")]
    [InlineData("EU-33@web.DE", "en")]
    [InlineData("NIS2-EW", "ko")]
    [InlineData("NIS2-EW", "en")]
    [InlineData("NIS2-IN", "ko")]
    [InlineData("NIS2-IN", "en")]
    [InlineData("US-8K", "ko")]
    [InlineData("US-8K", "en")]
    [InlineData("UK-33@web.GB", "en")]
    [InlineData("SG-REG@sg", "ko")]
    public void Report_OfTheWorldwideCase_ReadsAsItsGoldenFile(string obligation, string language) => Golden(
        $"{obligation.Split('@')[0]}.{language}", World().Run(m => new DraftFiling(m, IncidentSpec.Id, [obligation], "", "", "", language)));

    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void FinalReport_ReadsAsItsGoldenFile(string language) => Golden(
        $"nis2-final.{language}", World().Run(m => new DraftFiling(m, IncidentSpec.Id, ["NIS2-IN"], "", "", "nis2-final", language)));

    [Fact]
    public void Filing_CarriesItsOwnPartAlone()
    {
        // Of three jurisdictions with numbers of their own, none stands in another's filing.
        var world = World();
        foreach (var (obligation, own, others) in new[]
        {
            ("EU-33@web.DE", "1,204", (string[])["90,001", "33,001", "7,777"]),
            ("UK-33@web.GB", "90,001", ["1,204", "33,001", "7,777"]),
            ("SG-REG@sg", "7,777", ["1,204", "33,001", "90,001"]),
        })
        {
            var fields = world.When(m => new DraftFiling(m, IncidentSpec.Id, [obligation], "", "", "", "en")).Decision.Events.OfType<FilingDrafted>().Single().Fields;
            var text = string.Join('\n', fields.Select(f => f.Text));
            Assert.Contains(own, text, StringComparison.Ordinal);
            Assert.All(others, o => Assert.DoesNotContain(o, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Obligations_OfSeveralJurisdictions_AreNotOneFiling() => World()
        .When(m => new DraftFiling(m, IncidentSpec.Id, ["EU-33@web.DE", "UK-33@web.GB"], "", "", "", "")).ThenInvalid("obligation_ids", "regulator");

    [Fact]
    public void UnknownRecord_LeavesFieldsEmpty_AndTheCheckNamesThem()
    {
        var spec = FilingSpec.Of(ObligationSpec.KoreanShop(), new IncidentOpened("Unusual access", ""))
            .Run(m => new DraftFiling(m, IncidentSpec.Id, [], "PCPD", "HK", "kr-leak-report", "ko"));
        Assert.Equal(["authority"], spec.State.Latest.Fields.Where(f => f.Text.Length > 0 && f.Key != "course").Select(f => f.Key));
        Assert.Equal(
            ["organisation", "notice", "items", "scale", "time", "measures", "remedy", "privacy-officer", "handler"],
            spec.Check().Where(i => i.Result == FilingCheckResult.Missing).Select(i => i.Key));
    }

    [Fact]
    public void Redacted_Text_StandsInNoDraft()
    {
        var spec = FilingSpec.KoreanShop(new FactRecorded("fct-10", FactKind.Cause, new FactValue(Text: Redacted.Text))).Drafted();
        Assert.All(spec.State.Latest.Fields, f => Assert.DoesNotContain(Redacted.Text, f.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Sources_NameTheEventsOfTheText()
    {
        var spec = FilingSpec.KoreanShop().Drafted();
        Assert.Equal([new FilingSource(IncidentSpec.Id, 8)], spec.State.Latest.Find("measures")!.Sources);
        Assert.Equal([new FilingSource(IncidentSpec.Id, 4)], spec.State.Latest.Find("items")!.Sources);
        Assert.Equal([new FilingSource(IncidentSpec.Id, 5), new FilingSource(IncidentSpec.Id, 9)], spec.State.Latest.Find("time")!.Sources);
        Assert.Equal([new FilingSource(IncidentSpec.Id, 7), new FilingSource(ObligationsId.Of(IncidentSpec.Id), 1)], spec.State.Latest.Find("course")!.Sources);
        Assert.Empty(spec.State.Latest.Find("authority")!.Sources);
        Assert.Empty(spec.State.Latest.Find("remedy")!.Sources);
    }

    [Fact]
    public void CountedPeople_AreThoseOfTheRegistry()
    {
        var record = ObligationSpec.KoreanShop();
        record.Counted = [new CountedCohort("web", "KR", 33_673_817, ["name", "entry_code"])];
        record.Assess();
        var spec = FilingSpec.Of(record, new IncidentOpened("Unusual access", ""), new AwarenessClaimed("awr-2", ObligationSpec.Noticed, "controller", "Alert"))
            .Run(m => new DraftFiling(m, IncidentSpec.Id, ["KR-REG@web.KR"], "", "", "", "ko"));
        Assert.Equal("33,673,817명", spec.Text("scale"));
        Assert.Equal("공동현관 출입번호, 이름", spec.Text("items"));
        Assert.Equal([new FilingSource(RegistryId.Of(IncidentSpec.Id), 11)], spec.State.Latest.Find("scale")!.Sources);
    }

    [Fact]
    public void Category_ThatNoRuleKnows_IsNotLeftOut()
    {
        var spec = FilingSpec.KoreanShop(new FactRecorded("fct-10", FactKind.DataCategories, new FactValue(Values: ["통관고유부호"]))).Drafted();
        Assert.Equal("이름, 주문 내역, 통관고유부호", spec.Text("items"));
    }

    [Fact]
    public void ContentSet_OfTheLawInForce_IsCoveredByTheForm()
    {
        Assert.DoesNotContain(FilingSpec.KoreanShop().Drafted().Check(), i => i.Result == FilingCheckResult.NoField);
        var generic = FilingSpec.KoreanShop().Run(m => new DraftFiling(m, IncidentSpec.Id, [FilingSpec.Report], "", "", "generic", "ko"));
        Assert.Equal(5, generic.State.Latest.Fields.Count(f => f.Key.StartsWith("item-kr5-", StringComparison.Ordinal)));
        Assert.DoesNotContain(generic.Check(), i => i.Result == FilingCheckResult.NoField);
        var foreign = FilingSpec.KoreanShop().Run(m => new DraftFiling(m, IncidentSpec.Id, [FilingSpec.Report], "", "", "us-8k-105", "ko"));
        Assert.Equal(["KR5/1", "KR5/2", "KR5/3", "KR5/4", "KR5/5"], foreign.Check().Where(i => i.Result == FilingCheckResult.NoField).Select(i => i.Key));
    }

    // A company with people in Germany, France, Britain, Singapore and elsewhere.
    private static FilingSpec World()
    {
        var record = new ObligationSpec().Incident(
            new IncidentOpened("Unusual access", ""), new AwarenessClaimed("awr-2", ObligationSpec.Noticed, "controller", "Alert"), new RoleAssigned(IncidentRole.Commander, People.Cho.Person));
        record.Counted =
        [
            new CountedCohort("web", "DE", 1_204, ["email", "name"]), new CountedCohort("web", "FR", 33_001, ["email"]), new CountedCohort("web", "GB", 90_001, ["email", "login"]),
            new CountedCohort("sg", "SG", 7_777, ["address"]),
        ];
        record.Run(m => new RecordRegulatoryFacts(m, new RegulatoryFacts
        {
            TimeZone = "Europe/Berlin", Roles = ["nis2_entity", "sec_registrant"], Cause = IncidentCause.ExternalIntrusion, Significant = true, HighRisk = true, SeriousHarm = true,
            Cohorts = [new RegulatoryCohort { Name = "sg", Jurisdiction = "SG" }],
            Developments =
            [
                new RegulatoryDevelopment(DevelopmentType.MaterialityDetermined, ObligationSpec.Noticed.AddHours(1), ""),
                new RegulatoryDevelopment(DevelopmentType.AssessmentCompleted, ObligationSpec.Noticed.AddHours(1), ""),
            ],
        }));
        return FilingSpec.Of(
            record, new IncidentOpened("Unusual access", ""), new AwarenessClaimed("awr-2", ObligationSpec.Noticed, "controller", "Alert"),
            new FactRecorded("fct-3", FactKind.How, new FactValue(Text: "Tokens forged with a retained key")), new FactRecorded("fct-4", FactKind.Systems, new FactValue(Values: ["gateway", "orders"])),
            new FactRecorded("fct-5", FactKind.Began, new FactValue(Instant: ObligationSpec.Noticed.AddDays(-3))), new FactRecorded("fct-6", FactKind.Ended, new FactValue(Instant: ObligationSpec.Noticed)),
            new FactRecorded("fct-7", FactKind.Containment, new FactValue(Text: "The key was revoked")));
    }

    // The text as people read it: one line a heading, label and text below each other.
    private static void Golden(string name, FilingSpec spec)
    {
        var text = new StringBuilder().Append(spec.State.Title).Append('\n');
        foreach (var field in spec.State.Latest.Fields)
        {
            text.Append("\n[").Append(field.Key).Append("] ").Append(field.Label(spec.State.Language)).Append('\n').Append(field.Text.Length > 0 ? field.Text : field.Required ? "(missing)" : "(empty)").Append('\n');
        }

        var file = Path.Combine(Repository.Root, "tests/IncidentGrains.Tests/Regulators/Filings/Golden", name + ".txt");
        if (!File.Exists(file) && Repository.MayWrite)
        {
            File.WriteAllText(file, text.ToString());
        }

        Assert.Equal(File.ReadAllText(file), text.ToString());
    }
}
