using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using static IncidentGrains.Tests.Regulators.Case;

namespace IncidentGrains.Tests.Regulators;

/// <summary>What the vectors leave open of the rules of other countries.</summary>
public sealed class OtherRuleTests
{
    private static readonly CaseFacts Bank = (Facts() with
    {
        Incident = new() { Aware = [new(At("2026-02-03T08:00:00+01:00"), "controller")] },
        Controller = new() { TimeZone = "Europe/Berlin", Roles = ["dora_financial_entity"] },
    }).On(Event(CaseEventType.ClassifiedMajor, "2026-02-03T10:00:00+01:00"));

    [Fact]
    public void HighRisk_IsToldUnlessTheDataAreUnintelligible()
    {
        var facts = Facts(Cohort("DE", "2026-03-27T16:30:00+01:00")) with { Incident = new() { HighRisk = true } };
        Assert.True(facts.One("EU-34").Soft);
        (facts with { Cohorts = [facts.Cohorts[0] with { Encrypted = true }] }).Lacks("EU-34");
        (facts with { Incident = new() }).Lacks("EU-34");
    }

    [Fact]
    public void Processor_TellsItsController()
    {
        var facts = Facts(Cohort("DE", "2026-03-27T16:30:00+01:00")).Roles("processor");
        Assert.True(facts.One("EU-33P").Soft);
        facts.Lacks("EU-33");
    }

    [Fact]
    public void FullHour_CountsAsBegun() =>
        Assert.Equal(At("2026-05-07T08:00:00Z"), Facts(Cohort("DE", "2026-05-04T09:00:00+02:00")).One("EU-33").Advisory["HOUR_EXCLUDED"]);

    [Fact]
    public void UnitedKingdom_HasNoAdvisoryOfTheUnion() => Assert.Empty(Facts(Cohort("GB", "2026-04-02T17:20:00+01:00")).One("UK-33").Advisory);

    [Theory]
    [InlineData("2026-02-03T10:00:00+01:00", "2026-02-03T13:00:00Z")] // four hours from classification
    [InlineData("2026-02-04T06:30:00+01:00", "2026-02-04T07:00:00Z")] // a day from awareness
    [InlineData("2026-02-04T08:00:01+01:00", "2026-02-04T11:00:01Z")] // classified later than that day
    public void MajorIncident_IsFirstReportedByTheEarlierOfTwoClocks(string classified, string due) => Assert.Equal(
        At(due), (Bank with { Events = [Event(CaseEventType.ClassifiedMajor, classified)] }).One("DORA-I").Due);

    [Fact]
    public void MajorIncident_IsReportedInThreeStages()
    {
        Assert.Equal([ObligationStatus.Pending, ObligationStatus.Pending], new[] { "DORA-M", "DORA-F" }.Select(r => Bank.One(r).Status));
        var begun = Bank.On(Event(CaseEventType.ReportFiled, "2026-02-03T12:00:00+01:00", "DORA-I"));
        Assert.Equal(At("2026-02-06T11:00:00Z"), begun.One("DORA-M").Due);
        var twice = begun.On(Event(CaseEventType.ReportFiled, "2026-02-05T12:00:00+01:00", "DORA-M"), Event(CaseEventType.ReportFiled, "2026-02-14T12:00:00+01:00", "DORA-M"));
        Assert.Equal(At("2026-03-16T11:00:00Z"), twice.One("DORA-F").Due); // 14 March is a Saturday
    }

    [Fact]
    public void WeekendRelief_MovesTheIntermediateReportToo()
    {
        var facts = Bank.On(Event(CaseEventType.ReportFiled, "2026-02-04T12:00:00+01:00", "DORA-I"));
        Assert.Equal(At("2026-02-07T11:00:00Z"), facts.One("DORA-M").Due);
        Assert.Equal(At("2026-02-09T11:00:00Z"), (facts with { Controller = facts.Controller with { DoraWeekendRelief = true } }).One("DORA-M").Due);
    }

    [Fact]
    public void SignificantIncident_CountsFromTheEarliestOfAllClaims()
    {
        var facts = Facts(Cohort("DE", "2026-01-27T09:00:00+01:00")).Roles("nis2_entity") with { Incident = new() { Significant = true, Aware = [new(At("2026-01-28T09:00:00+01:00"))] } };
        Assert.Equal((At("2026-01-28T08:00:00Z"), null, ObligationStatus.Pending), (facts.One("NIS2-EW").Due!.Value, facts.One("NIS2-EW").Cohort, facts.One("NIS2-FR").Status));
    }

    [Fact]
    public void ClosuresOfTheCommission_ComeWithTheFacts()
    {
        var facts = Facts().Roles("sec_registrant").On(Event(CaseEventType.MaterialityDetermined, "2025-12-19T10:00:00-05:00"));
        Assert.Equal(At("2025-12-26T22:30:00Z"), facts.One("US-8K").Due);
        Assert.Equal(At("2025-12-30T22:30:00Z"), (facts with { CalendarOverrides = [new("SEC", [new(2025, 12, 24), new(2025, 12, 26)], [])] }).One("US-8K").Due);
        Assert.Equal(At("2025-12-25T22:30:00Z"), (facts with { CalendarOverrides = [new("SEC", [], [new(2025, 12, 25)])] }).One("US-8K").Due);
    }

    [Fact]
    public void ItemDeterminedLater_AmendsTheFormWithinFourBusinessDays()
    {
        var facts = Facts().Roles("sec_registrant").On(Event(CaseEventType.NewFactConfirmed, "2025-12-29T10:00:00-05:00"), Event(CaseEventType.MaterialityDetermined, "2025-12-15T10:00:00-05:00"));
        facts.Lacks("US-8KA");
        Assert.Equal(At("2026-01-05T22:30:00Z"), facts.On(Event(CaseEventType.ReportFiled, "2025-12-16T10:00:00-05:00", "US-8K")).One("US-8KA").Due);
    }

    [Fact]
    public void Hipaa_CountsAllCohortsForTheDepartment_AndEachStateForTheMedia()
    {
        var facts = Facts(Cohort("US-OH", "2025-12-15T11:00:00-05:00", 300, "c1", "name", "phi"), Cohort("US-KY", "2025-12-16T11:00:00-05:00", 300, "c2", "name", "phi")).Roles("hipaa_covered_entity");
        Assert.Equal(At("2026-03-02T04:59:59Z"), facts.One("US-HIPAA-HHS", "c1").Due);
        Assert.Equal(At("2026-02-15T04:59:59Z"), facts.One("US-HIPAA-HHS", "c2").Due);
        facts.Lacks("US-HIPAA-MEDIA");
    }

    [Fact]
    public void California_CountsThirtyDaysFrom2026On_AndTheSampleFromTheNotice()
    {
        var facts = Facts(Cohort("US-CA", "2026-02-10T10:00:00-08:00", 501, "c1", "name", "ssn"));
        Assert.Equal(At("2026-03-13T06:59:59Z"), facts.One("US-CA-IND").Due);
        Assert.Equal(ObligationStatus.Pending, facts.One("US-CA-AG").Status);
        Assert.Equal(At("2026-03-17T06:59:59Z"), facts.On(Event(CaseEventType.NoticeSent, "2026-03-01T10:00:00-08:00", "US-CA-IND", "c1")).One("US-CA-AG").Due);
        Assert.True(Facts(Cohort("US-CA", "2025-12-31T23:00:00-08:00", 501, "c1", "name", "ssn")).One("US-CA-IND").Soft);
        Facts(Cohort("US-CA", "2026-02-10T10:00:00-08:00", 500, "c1", "name", "ssn")).Lacks("US-CA-AG");
    }

    [Theory]
    [InlineData("US-NY", 5000, "US-NY-CRA", false)]
    [InlineData("US-NY", 5001, "US-NY-CRA", true)]
    [InlineData("US-TX", 10_001, "US-TX-CRA", true)]
    [InlineData("US-FL", 499, "US-FL-AG", false)]
    [InlineData("US-FL", 500, "US-FL-AG", true)]
    [InlineData("US-FL", 1000, "US-FL-CRA", false)]
    [InlineData("US-CO", 500, "US-CO-AG", true)]
    [InlineData("US-CO", 1001, "US-CO-CRA", true)]
    [InlineData("US-WA", 500, "US-WA-AG", false)]
    [InlineData("US-WA", 501, "US-WA-AG", true)]
    [InlineData("US-MA", 1, "US-MA-AG", true)]
    public void State_CountsItsResidents(string state, long residents, string rule, bool isThere) =>
        Assert.Equal(isThere, Facts(Cohort(state, "2026-02-10T10:00:00-06:00", residents, "c1", "name", "ssn")).All(rule).Count == 1);

    [Fact]
    public void Florida_ShowsTheLongerPeriodForGoodCause() => Assert.Equal(
        At("2026-03-28T03:59:59Z"), Facts(Cohort("US-FL", "2026-02-10T10:00:00-05:00", 1, "c1", "name", "ssn")).One("US-FL-IND").Advisory["EXTENDED"]);

    [Theory]
    [InlineData("US-CA")]
    [InlineData("US-NY")]
    [InlineData("US-TX")]
    [InlineData("US-FL")]
    [InlineData("US-CO")]
    [InlineData("US-WA")]
    [InlineData("US-MA")]
    public void ContactsAddressesAndDoorCodes_TriggerNoStateLaw(string state) => Assert.DoesNotContain(
        Facts(Cohort(state, "2026-02-10T10:00:00-08:00", 1_000_000, "c1", "name", "phone", "email", "address", "entry_code")).Evaluate(), o => o.Rule.StartsWith(state, StringComparison.Ordinal));

    [Fact]
    public void Encrypted_TriggersNoStateLaw() => Facts(Cohort("US-TX", "2026-02-10T10:00:00-06:00", 1000, "c1", "name", "ssn") with { Encrypted = true }).Lacks("US-TX-IND");

    [Fact]
    public void Japan_LastDayAtTheYearsEnd_MovesToTheFirstWorkingDay() => Assert.Equal(
        At("2027-01-04T14:59:59Z"), Facts(Cohort("JP", "2026-12-02T11:00:00+09:00", 1001)).One("JP-FIN").Due);

    [Theory]
    [InlineData(null, ObligationStatus.Pending)]
    [InlineData(true, ObligationStatus.Overdue)]
    public void Brazil_CountsThreeWorkingDaysOnceTheRiskIsKnown(bool? risk, ObligationStatus status)
    {
        var facts = Facts(Cohort("BR", "2026-02-13T10:00:00-03:00")) with { Incident = new() { SeriousHarm = risk } };
        Assert.Equal(status, facts.One("BR-REG").Status);
        Assert.Equal(risk is null ? null : At("2026-02-21T02:59:59Z"), facts.One("BR-REG").Due); // Carnival on 16 and 17 February
    }

    [Fact]
    public void Quebec_ReportsToItsOwnCommission()
    {
        var facts = Facts(Cohort("CA-QC", "2026-02-13T10:00:00-05:00"), Cohort("CA-ON", "2026-02-13T10:00:00-05:00", id: "on")) with { Incident = new() { SeriousHarm = true } };
        Assert.Equal(("c1", "on"), (facts.One("CA-QC-REG").Cohort!, facts.One("CA-FED-REG").Cohort!));
    }

    [Fact]
    public void EachListedCountry_AsksForItsOwn()
    {
        var at = "2027-06-01T09:00:00Z";
        var facts = (Facts([.. new[] { "HK", "TH", "PH", "VN", "TR", "ZA", "AE", "CH", "TW", "IN", "CN" }.Select(j => Cohort(j, at, 2_000_000, j.ToLowerInvariant(), "name", "passport"))]) with
        {
            Incident = new() { SeriousHarm = true, HighRisk = true, Significant = true, Cause = IncidentCause.ExternalIntrusion },
        }).Roles("ch_critical_infra", "online_retailer", "cn_central_organ");
        string[] rules = ["AE-REG", "CH-NCSC", "CH-REG", "CN-CLOSE", "CN-REG", "CN-SUBJ", "HK-REG", "IN-CERT", "IN-DPDP", "IN-DPDP-SUBJ", "PH-FULL", "PH-REG", "PH-SUBJ",
            "TH-REG", "TH-SUBJ", "TR-REG", "TR-SUBJ", "TW-REG", "TW-SUBJ", "VN-REG", "ZA-REG", "ZA-SUBJ"];
        Assert.Equal(rules, facts.Evaluate().Where(o => o.Status != ObligationStatus.Pending).Select(o => o.Rule).Order(StringComparer.Ordinal));
        Assert.Equal(At("2027-06-01T11:00:00Z"), facts.One("CN-REG").Due);
    }
}
