using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using static IncidentGrains.Tests.Regulators.Case;

namespace IncidentGrains.Tests.Regulators;

/// <summary>What the vectors leave open of the Korean rules.</summary>
public sealed class KoreanRuleTests
{
    private static readonly CaseFacts Coupang = Facts(
        Cohort("KR", "2025-11-18T22:52:00+09:00", 4536),
        Cohort("KR", "2025-11-27T03:47:00+09:00", 33_700_000, "c2"),
        Cohort("KR", "2026-02-05T16:02:00+09:00", 165_455, "c3")).Roles("icsp").Caused(IncidentCause.ExternalIntrusion);

    [Fact]
    public void Cohort_ThatIsLearnedLater_StartsItsOwnClocksAndNoNewNetworkReport()
    {
        Assert.Equal(["2025-11-21T13:52:00Z", "2025-11-29T18:47:00Z", "2026-02-08T07:02:00Z"], Coupang.All("KR-SUBJ").Select(o => $"{o.Due:yyyy-MM-dd'T'HH:mm:ssK}".Replace("+00:00", "Z", StringComparison.Ordinal)));
        Assert.Equal("c1", Coupang.One("KR-NET").Cohort);
        Assert.Equal([("c2", At("2025-11-27T18:47:00Z")), ("c3", At("2026-02-06T07:02:00Z"))], Coupang.All("KR-NETSUP").Select(o => (o.Cohort!, o.Due!.Value)));
    }

    [Fact]
    public void Awareness_OfTheInvestigators_MakesTheNetworkReport29Hours35MinutesLate()
    {
        var net = (Coupang with { Incident = Coupang.Incident with { Aware = [new(At("2025-11-17T16:00:00+09:00"), "joint investigation")] } })
            .On(Event(CaseEventType.ReportFiled, "2025-11-19T21:35:00+09:00", "KR-NET")).One("KR-NET");
        Assert.Equal((At("2025-11-18T07:00:00Z"), ObligationStatus.Late, new TimeSpan(29, 35, 0)), (net.Due!.Value, net.Status, net.LateBy!.Value));
    }

    [Fact]
    public void Claim_ThatIsEarlier_CountsWhereverItStands()
    {
        var cohort = Coupang.Cohorts[0];
        AwarenessClaim other = new(At("2025-11-17T16:00:00+09:00"), "joint investigation");
        Assert.All(
            new[] { Facts(cohort with { Aware = [other, .. cohort.Aware] }), Facts(cohort with { Aware = [.. cohort.Aware, other] }) },
            f => Assert.Equal(At("2025-11-20T07:00:00Z"), f.One("KR-SUBJ").Due));
    }

    [Fact]
    public void IncidentWithoutCohort_IsReportedToTheNetworkAuthority()
    {
        var facts = Facts() with { Incident = new() { Cause = IncidentCause.ExternalIntrusion, Aware = [new(At("2025-11-17T16:00:00+09:00"), "controller")] } };
        Assert.Equal((null, At("2025-11-18T07:00:00Z")), (facts.Roles("icsp").One("KR-NET").Cohort, facts.Roles("icsp").One("KR-NET").Due!.Value));
        facts.Lacks("KR-NET");
    }

    [Fact]
    public void NewFact_StartsASupplementOfItsOwn_EachTime()
    {
        var facts = Facts(Coupang.Cohorts[0]).Roles("icsp").Caused(IncidentCause.ExternalIntrusion)
            .On(Event(CaseEventType.NewFactConfirmed, "2025-11-20T09:00:00+09:00", cohort: "c1"), Event(CaseEventType.NewFactConfirmed, "2025-11-25T09:00:00+09:00"))
            .On(Event(CaseEventType.ReportFiled, "2025-11-20T20:00:00+09:00", "KR-NETSUP", "c1"));
        Assert.Equal([(ObligationStatus.Met, At("2025-11-21T00:00:00Z")), (ObligationStatus.Overdue, At("2025-11-26T00:00:00Z"))], facts.All("KR-NETSUP").Select(o => (o.Status, o.Due!.Value)));
    }

    [Fact]
    public void Threshold_IsCarriedByTheCohortThatReachesIt()
    {
        var facts = Facts(Cohort("KR", "2026-03-03T14:00:00+09:00", 600), Cohort("KR", "2026-03-05T14:00:00+09:00", 400, "c2"), Cohort("KR", "2026-03-07T14:00:00+09:00", 1, "c3"), Cohort("JP", "2026-03-01T14:00:00+09:00", 900, "jp"));
        Assert.Equal(["c2", "c3"], facts.All("KR-REG").Select(o => o.Cohort));
    }

    [Fact]
    public void CohortOfUnknownNumber_WaitsForTheReport_ButNotForTheNotice()
    {
        var facts = Facts(Cohort("KR", "2026-03-03T14:00:00+09:00", subjects: null));
        Assert.Equal(ObligationStatus.Pending, facts.One("KR-REG").Status);
        Assert.Equal(At("2026-03-06T05:00:00Z"), facts.One("KR-SUBJ").Due);
    }

    [Theory]
    [InlineData("rrn")]
    [InlineData("passport")]
    [InlineData("health")]
    [InlineData("biometric")]
    public void SensitiveOrUniqueIdentifier_OfOnePerson_IsReported(string category) =>
        Assert.Equal(["PIPC", "KISA"], Facts(Cohort("KR", "2026-03-03T14:00:00+09:00", 1, categories: category)).One("KR-REG").Recipients);

    [Fact]
    public void SuspectedLeak_OnceConfirmed_StartsTheNoticeAndReplacesThePossibility()
    {
        var suspected = Facts(Cohort("KR", "2026-11-02T09:15:00+09:00") with { Leak = LeakState.Suspected, SubjectsIdentifiable = false }).Caused(IncidentCause.ExternalIntrusion);
        suspected.Lacks("KR-SUBJ");
        suspected.Lacks("KR-REG");
        suspected.Lacks("KR-MIT");
        Assert.Equal(At("2026-11-05T00:15:00Z"), suspected.One("KR-POSS").Due);

        var confirmed = suspected.On(Event(CaseEventType.LeakConfirmed, "2026-11-03T10:00:00+09:00", cohort: "c1"));
        Assert.Equal((ObligationStatus.Superseded, "KR-SUBJ"), (confirmed.One("KR-POSS").Status, confirmed.One("KR-POSS").SupersededBy));
        Assert.Equal((At("2026-11-06T01:00:00Z"), "KR6"), (confirmed.One("KR-SUBJ").Due!.Value, confirmed.One("KR-SUBJ").Content));
        Assert.Equal(At("2026-11-06T01:00:00Z"), confirmed.One("KR-REG").Due);

        var told = confirmed.On(Event(CaseEventType.NoticeSent, "2026-11-02T20:00:00+09:00", "KR-POSS", "c1"));
        Assert.Equal(ObligationStatus.Met, told.One("KR-POSS").Status);
    }

    [Fact]
    public void LeakThatIsConfirmed_BeforeFurtherPeopleAreKnown_IsTheirsFromWhenTheyAre()
    {
        var facts = Facts(
            Cohort("KR", "2026-11-02T10:00:00+09:00", 501),
            Cohort("KR", "2026-11-20T10:00:00+09:00", 501, "c2") with { Leak = LeakState.Suspected }).On(Event(CaseEventType.LeakConfirmed, "2026-11-01T10:00:00+09:00"));
        Assert.Equal(At("2026-11-23T01:00:00Z"), facts.One("KR-SUBJ", "c2").Due);

        // With the second cohort a thousand are reached: it carries the report, the first had none to make.
        Assert.Equal(("c2", At("2026-11-23T01:00:00Z")), (facts.One("KR-REG").Cohort, facts.One("KR-REG").Due!.Value));
    }

    [Fact]
    public void SuspectedCohort_BesideAConfirmedOne_IsToldOfThePossibility()
    {
        var suspected = Cohort("KR", "2026-11-02T09:15:00+09:00", null, "c2") with { Leak = LeakState.Suspected };
        Facts(suspected).Lacks("KR-POSS");
        Assert.Equal("KRP", Facts(Cohort("KR", "2026-11-01T09:15:00+09:00"), suspected).One("KR-POSS").Content);
        Facts(Cohort("JP", "2026-11-01T09:15:00+09:00"), suspected).Lacks("KR-POSS");
    }

    [Fact]
    public void SuspectedLeak_LearnedOfUnderTheFormerLaw_IsNotTold() =>
        Facts(Cohort("KR", "2026-09-10T23:59:59+09:00") with { Leak = LeakState.Suspected, SubjectsIdentifiable = false }).Caused(IncidentCause.ExternalIntrusion).Lacks("KR-POSS");

    [Fact]
    public void ContactsUnknown_OfAPossibleLeak_ThePostingTakesItsContent()
    {
        var facts = Facts(Cohort("KR", "2026-11-02T09:15:00+09:00") with { Leak = LeakState.Suspected, SubjectsIdentifiable = false, ContactsKnown = false }).Caused(IncidentCause.ExternalIntrusion);
        Assert.Equal((At("2026-11-05T00:15:00Z"), "KRP"), (facts.One("KR-POST").Due!.Value, facts.One("KR-POST").Content));
        Assert.Equal("KR-POST", facts.One("KR-POSS").SupersededBy);
    }

    [Fact]
    public void Disaster_ThatEndsWithinThePeriod_ChangesNothing()
    {
        var facts = Facts(Cohort("KR", "2026-02-16T09:00:00+09:00"));
        Assert.Equal(At("2026-02-19T00:00:00Z"), (facts with { Incident = new() { DisasterUntil = At("2026-02-18T09:00:00+09:00") } }).One("KR-SUBJ").Due);
        Assert.Null((facts with { Incident = new() { DisasterUntil = At("2026-02-19T09:00:01+09:00") } }).One("KR-SUBJ").Due);
    }

    [Fact]
    public void Disaster_DoesNotPostponeTheNetworkReport() => Assert.Equal(
        At("2025-11-19T13:52:00Z"), (Coupang with { Incident = Coupang.Incident with { DisasterUntil = At("2025-12-19T13:52:00Z") } }).One("KR-NET").Due);

    [Fact]
    public void CommerceCompany_ReportsCreditInformationToThePrivacyAuthority()
    {
        var facts = Facts(Cohort("KR", "2026-03-10T09:30:00+09:00", 10_000, categories: "credit_info")).Roles("commerce_company");
        Assert.Equal(["PIPC", "KISA"], facts.One("KR-CREDREG").Recipients);
        Assert.True(facts.One("KR-CREDPOST").Soft);
    }

    [Fact]
    public void CreditCompany_WithOtherDataToo_FallsUnderBothActs()
    {
        var facts = Facts(Cohort("KR", "2026-03-10T09:30:00+09:00", 10_000, categories: ["credit_info", "name"])).Roles("credit_company");
        Assert.All(new[] { "KR-SUBJ", "KR-REG", "KR-CREDSUBJ", "KR-CREDREG" }, rule => Assert.NotEmpty(facts.All(rule)));
    }

    [Fact]
    public void Report_ThatNamesNoCohort_DoesNotMeetWhatWasLearnedLater()
    {
        var facts = Coupang.On(Event(CaseEventType.ReportFiled, "2025-11-20T12:00:00+09:00", "KR-REG"));
        Assert.Equal([ObligationStatus.Met, ObligationStatus.Overdue, ObligationStatus.Overdue], facts.All("KR-REG").Select(o => o.Status));
    }
}
