using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators;

namespace IncidentGrains.Tests.Regulators;

/// <summary>From an incident's record to the facts that rules take.</summary>
public sealed class AssembledFactsTests
{
    [Fact]
    public void Cohorts_UntilSomebodyRecordsAny_AreThoseOfTheIncidentsFacts()
    {
        var facts = ObligationSpec.KoreanShop().Facts();
        var cohort = Assert.Single(facts.Facts.Cohorts);
        Assert.Equal(("KR", "KR", 4_536L), (cohort.Id, cohort.Jurisdiction, cohort.Subjects!.Value));
        Assert.Equal(["name", "order_history"], cohort.Categories);
        Assert.Empty(facts.LeftOut);
    }

    [Fact]
    public void Numbers_OfSeveralJurisdictions_BelongToNoneOfThem()
    {
        var spec = ObligationSpec.KoreanShop().Incident(new FactCorrected("fct-9", "fct-2", FactKind.Jurisdictions, new FactValue(Values: ["kr", " TW "]), "More"));
        Assert.Equal([("KR", (long?)null), ("TW", null)], spec.Facts().Facts.Cohorts.Select(c => (c.Jurisdiction, c.Subjects)));
    }

    [Fact]
    public void Cohort_OfCountedPeople_TakesTheirNumberAndPlaces()
    {
        var spec = ObligationSpec.KoreanShop().Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with { Cohorts = [new RegulatoryCohort { Name = "members", Jurisdiction = "KR", Subjects = 5_000 }] }));
        spec.Counted = [new CountedCohort("members", "", 10, ["email"]), new CountedCohort("members", "KR", 4_600, ["entry_code"]), new CountedCohort("members", "TW", 7, ["email"]), new CountedCohort("later", "KR", 3, [])];
        Assert.Equal(
            [("members", "KR", 4_610L), ("members.TW", "TW", 7L), ("later.KR", "KR", 3L)], spec.Facts().Facts.Cohorts.Select(c => (c.Id, c.Jurisdiction, c.Subjects!.Value)));
        Assert.Equal(["email", "entry_code"], spec.Facts().Facts.Cohorts[0].Categories);
    }

    [Fact]
    public void Cohorts_OfTheFacts_GiveWayToCountedPeople()
    {
        var spec = ObligationSpec.KoreanShop();
        spec.Counted = [new CountedCohort("members", "KR", 4_600, ["email"]), new CountedCohort("members", "", 2, [])];
        Assert.Equal("members.KR", Assert.Single(spec.Facts().Facts.Cohorts).Id);
        Assert.Contains("have no jurisdiction", Assert.Single(spec.Facts().LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_ThatNoRuleKnows_AreLeftOutAndSaid()
    {
        var spec = ObligationSpec.KoreanShop().Incident(
            new FactRecorded("fct-9", FactKind.DataCategories, new FactValue(Values: ["shoe size"])), new FactRecorded("fct-10", FactKind.Jurisdictions, new FactValue(Values: ["Korea"])));
        var facts = spec.Facts();
        Assert.Equal(["KR"], facts.Facts.Cohorts.Select(c => c.Jurisdiction));
        Assert.Contains(facts.LeftOut, l => l.Contains("shoe size", StringComparison.Ordinal));
        Assert.Contains(facts.LeftOut, l => l.Contains("KOREA", StringComparison.Ordinal));
        spec.Assess();
    }

    [Fact]
    public void Cohort_ThatNobodyClaimsToKnow_RunsNoClock()
    {
        var spec = new ObligationSpec().Incident(new IncidentOpened("Rumour", ""), new FactRecorded("fct-2", FactKind.Jurisdictions, new FactValue(Values: ["KR"])));
        Assert.Empty(spec.Facts().Facts.Cohorts);
        Assert.Contains("Nobody claims", Assert.Single(spec.Facts().LeftOut), StringComparison.Ordinal);
        spec.When(m => new AssessObligations(m)).ThenNothing();
    }

    [Fact]
    public void Discharge_OfACohortThatIsGone_IsNoFactAnyMore()
    {
        var spec = ObligationSpec.KoreanShop().Run(m => new MarkObligationMet(m, "KR-NET@KR", null, "KISA 4711"));
        Assert.Single(spec.Facts().Facts.Events);
        spec.Incident(new FactCorrected("fct-9", "fct-2", FactKind.Jurisdictions, new FactValue(Values: ["JP"]), "They are in Japan")).Assess();
        Assert.Empty(spec.Facts().Facts.Events);
    }
}
