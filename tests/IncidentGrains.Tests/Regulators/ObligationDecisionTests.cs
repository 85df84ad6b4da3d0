using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators;

/// <summary>Obligations: what opens, changes, is met, waived and superseded.</summary>
public sealed class ObligationDecisionTests
{
    private const string Net = "KR-NET@KR";
    private const string Reg = "KR-REG@KR";

    [Fact]
    public void Facts_OnceRecorded_OpenWhatTheLawRequires()
    {
        var spec = ObligationSpec.KoreanShop();
        Assert.Equal(
            [("KR-NET@KR", ObligationSpec.Noticed.AddHours(24)), ("KR-REG@KR", ObligationSpec.Noticed.AddHours(72)), ("KR-SUBJ@KR", ObligationSpec.Noticed.AddHours(72))],
            spec.State.Obligations.Where(o => o.Law.Due is not null).Select(o => (o.ObligationId, o.Law.Due!.Value)).OrderBy(o => o.ObligationId, StringComparer.Ordinal));
        Assert.All(spec.State.Obligations, o => Assert.Contains(o.Law.Status, (ObligationStatus[])[ObligationStatus.Open, ObligationStatus.Pending]));
        Assert.Equal("Asia/Seoul", spec.One(Net).Law.TimeZone);
    }

    [Fact]
    public void Assessment_ThatChangesNothing_RecordsNothing()
    {
        var spec = ObligationSpec.KoreanShop();
        spec.When(m => new AssessObligations(m), Actor.System).ThenNothing();
        // Time alone changes nothing either, also once everything is overdue.
        spec.At(ObligationSpec.Noticed.AddDays(30)).When(m => new AssessObligations(m), Actor.System).ThenNothing();
        Assert.Equal(ObligationStatus.Overdue, spec.One(Net).StatusAt(spec.Now));
    }

    [Fact]
    public void EarlierClaim_MovesTheClockOfTheSameObligation()
    {
        var spec = ObligationSpec.KoreanShop().Run(m => new AssignObligation(m, Net, People.Paula.Person));
        var count = spec.State.Obligations.Count;
        spec.Incident(new AwarenessClaimed("awr-9", Case.At("2025-11-17T16:00:00+09:00"), "investigators", "Logs")).Assess();
        Assert.Equal((Case.At("2025-11-18T07:00:00Z"), People.Paula.Person), (spec.One(Net).Law.Due!.Value, spec.One(Net).Assignee));
        Assert.Equal(count, spec.State.Obligations.Count);
    }

    [Fact]
    public void LaterClaim_MovesNoClock()
    {
        var spec = ObligationSpec.KoreanShop().Incident(new AwarenessClaimed("awr-9", ObligationSpec.Noticed.AddDays(3), "press", "Reported"));
        spec.When(m => new AssessObligations(m), Actor.System).ThenNothing();
    }

    [Fact]
    public void Met_InTimeOrLate_SaysByHowMuch()
    {
        var spec = ObligationSpec.KoreanShop().At(ObligationSpec.Noticed.AddHours(30));
        var decision = spec.When(m => new MarkObligationMet(m, Net, null, "KISA 4711")).Decision;
        Assert.Equal(["obligation.met.v1", "obligations.assessed.v1"], decision.Events.Select(ObligationSpec.Types.NameOf));
        Assert.True(decision.Milestone);
        spec.Run(m => new MarkObligationMet(m, Net, null, "KISA 4711")).Run(m => new MarkObligationMet(m, Reg, ObligationSpec.Noticed.AddHours(29), "PIPC 12"));
        Assert.Equal((ObligationStatus.Late, TimeSpan.FromHours(6), "KISA 4711"), (spec.One(Net).Law.Status, spec.One(Net).LateBy!.Value, spec.One(Net).Reference));
        Assert.Equal((ObligationStatus.Met, null), (spec.One(Reg).Law.Status, spec.One(Reg).LateBy));
    }

    [Fact]
    public void Met_Again_ChangesNoClock()
    {
        var spec = ObligationSpec.KoreanShop().At(ObligationSpec.Noticed.AddHours(2)).Run(m => new MarkObligationMet(m, Net, null, "KISA 4711")).At(ObligationSpec.Noticed.AddDays(9));
        spec.When(m => new MarkObligationMet(m, Net, null, "sent again")).ThenNothing();
    }

    [Fact]
    public void Met_WithoutAReferenceOrInTheFuture_IsRefused()
    {
        var spec = ObligationSpec.KoreanShop();
        spec.When(m => new MarkObligationMet(m, Net, spec.Now.AddHours(1), " ")).ThenInvalid("reference", "met_at");
        spec.When(m => new MarkObligationMet(m, "KR-NET@XX", null, "x")).ThenRefused(CaseError.NotFound, "obligation.not_found");
        spec.When(m => new MarkObligationMet(m, Net, null, "x"), expectedVersion: 99).ThenRefused(CaseError.Stale, "version.stale");
    }

    [Fact]
    public void Waiver_NeedsASecondPersonWhoIsNoSystem()
    {
        var spec = ObligationSpec.KoreanShop().Run(m => new RequestWaiver(m, Reg, "All data were retrieved"));
        spec.When(m => new RequestWaiver(m, Reg, "again")).ThenRefused("waiver.pending");
        spec.When(m => new ApproveWaiver(m, Reg), People.Rana).ThenRefused("second_person.required");
        spec.When(m => new ApproveWaiver(m, Reg), People.Siem).ThenRefused("second_person.required");
        Assert.Equal(ObligationStatus.Open, spec.One(Reg).Law.Status);
        spec.Run(m => new ApproveWaiver(m, Reg), People.Paula);
        Assert.Equal((ObligationStatus.Waived, People.Paula.Person, null), (spec.One(Reg).Law.Status, spec.One(Reg).Waiver!.ApprovedBy, spec.One(Reg).Deadline));
        spec.When(m => new ApproveWaiver(m, Reg), People.Cho).ThenRefused("waiver.none");
        spec.When(m => new RequestWaiver(m, Reg, "again")).ThenRefused("obligation.state");
    }

    [Fact]
    public void Waiver_Declined_LeavesTheClockRunning()
    {
        var spec = ObligationSpec.KoreanShop().Run(m => new RequestWaiver(m, Reg, "Too early")).Run(m => new DeclineWaiver(m, Reg, "It is due"), People.Paula);
        Assert.Equal((ObligationStatus.Open, People.Paula.Person), (spec.One(Reg).Law.Status, spec.One(Reg).Waiver!.DeclinedBy));
        Assert.NotNull(spec.One(Reg).Deadline);
        spec.Run(m => new RequestWaiver(m, Reg, "New grounds"));
        Assert.True(spec.One(Reg).Waiver!.IsPending);
    }

    [Fact]
    public void Obligation_ThatTheFactsNoLongerMake_IsSupersededAndComesBackAsItself()
    {
        var spec = ObligationSpec.KoreanShop().Run(m => new AssignObligation(m, Net, People.Paula.Person))
            .Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with { Cause = Contracts.Regulators.IncidentCause.Loss }));
        Assert.Equal((ObligationStatus.Superseded, ""), (spec.One(Net).Law.Status, spec.One(Net).Law.SupersededBy));
        spec.When(m => new MarkObligationMet(m, Net, null, "x")).ThenRefused("obligation.superseded");
        spec.Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop));
        Assert.Equal((ObligationStatus.Open, People.Paula.Person), (spec.One(Net).Law.Status, spec.One(Net).Assignee));
    }

    [Fact]
    public void Obligation_OfTheIncident_StaysItselfWhenTheAffectedBecomeKnown()
    {
        var spec = new ObligationSpec().Incident(new IncidentOpened("Unusual access", ""), new AwarenessClaimed("awr-2", ObligationSpec.Noticed, "controller", "Alert"))
            .Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop));
        Assert.Equal("", spec.One("KR-NET").Law.Cohort);
        spec.Incident(new FactRecorded("fct-3", FactKind.Jurisdictions, new FactValue(Values: ["KR"]))).Assess();
        Assert.Equal(("KR", ObligationStatus.Open), (spec.One("KR-NET").Law.Cohort, spec.One("KR-NET").Law.Status));
        Assert.DoesNotContain(spec.State.Obligations, o => o.ObligationId == Net);
        spec.When(m => new AssessObligations(m), Actor.System).ThenNothing();
    }

    [Fact]
    public void Facts_ThatCannotBeUsed_AreRefusedWithTheirFields()
    {
        var cohort = new RegulatoryCohort { Name = "a b", Jurisdiction = "KR" };
        var spec = ObligationSpec.KoreanShop();
        spec.When(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with { Cohorts = [cohort] })).ThenInvalid("facts.cohorts[0].cohort_id");
        spec.When(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with { Cohorts = [cohort with { Name = "a" }, cohort with { Name = "a" }] })).ThenInvalid("facts.cohorts");
        spec.When(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with { Developments = [new RegulatoryDevelopment(DevelopmentType.None, spec.Now, "")] })).ThenInvalid("facts.developments[0].type");
    }

    [Fact]
    public void Board_GetsARowForEachChangedObligationOnly()
    {
        var spec = ObligationSpec.KoreanShop();
        var before = spec.State;
        Assert.Equal(before.Obligations.Count, Obligations.Rows(before, Obligations.Empty(ObligationsId.Of(IncidentSpec.Id))).Count);
        spec.Run(m => new AssignObligation(m, Net, People.Paula.Person));
        Assert.Equal(Net, ((ObligationIndexRow)Assert.Single(Obligations.Rows(spec.State, before))).Entry.ObligationId);
    }
}
