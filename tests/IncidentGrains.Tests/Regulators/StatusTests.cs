using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using static IncidentGrains.Tests.Regulators.Case;

namespace IncidentGrains.Tests.Regulators;

/// <summary>Where an obligation stands as time passes and things are done.</summary>
public sealed class StatusTests
{
    private static readonly CaseFacts Breach = Facts(Cohort("KR", "2026-03-03T14:00:00+09:00"));

    [Theory]
    [InlineData("2026-03-06T05:00:00Z", ObligationStatus.Open)]
    [InlineData("2026-03-06T05:00:01Z", ObligationStatus.Overdue)]
    public void Deadline_IsOverAfterItsLastInstant(string asOf, ObligationStatus status) => Assert.Equal(status, (Breach with { AsOf = At(asOf) }).One("KR-SUBJ").Status);

    [Theory]
    [InlineData("2026-03-06T05:00:00Z", ObligationStatus.Met, null)]
    [InlineData("2026-03-07T11:05:00Z", ObligationStatus.Late, "1.06:05:00")]
    public void Notice_AfterTheDeadline_IsLateByTheDifference(string sent, ObligationStatus status, string? late)
    {
        var subj = Breach.On(Event(CaseEventType.NoticeSent, sent, "KR-SUBJ", "c1")).One("KR-SUBJ");
        Assert.Equal((status, late is null ? null : TimeSpan.Parse(late)), (subj.Status, subj.LateBy));
    }

    [Fact]
    public void Notice_SentTwice_CountsTheFirstTime() => Assert.Equal(ObligationStatus.Met, Breach.On(
        Event(CaseEventType.NoticeSent, "2026-03-08T05:00:00Z", "KR-SUBJ", "c1"), Event(CaseEventType.NoticeSent, "2026-03-05T05:00:00Z", "KR-SUBJ", "c1")).One("KR-SUBJ").Status);

    [Fact]
    public void Waiver_IsForTheRuleItNames()
    {
        var waived = Breach.On(Event(CaseEventType.Waived, "2026-03-04T05:00:00Z", "KR-REG", "c1"));
        Assert.Equal((ObligationStatus.Waived, ObligationStatus.Overdue), (waived.One("KR-REG").Status, waived.One("KR-SUBJ").Status));
    }

    [Fact]
    public void SoftObligation_IsNeverOverdueNorLate()
    {
        Assert.Equal((ObligationStatus.Open, true, null), (Breach.One("KR-MIT").Status, Breach.One("KR-MIT").Soft, Breach.One("KR-MIT").Due));
        Assert.Equal(At("2026-03-04T05:00:00Z"), Breach.One("KR-MIT").Target);
        var done = Breach.On(Event(CaseEventType.ReportFiled, "2026-06-04T05:00:00Z", "KR-MIT", "c1")).One("KR-MIT");
        Assert.Equal((ObligationStatus.Met, null), (done.Status, done.LateBy));
    }

    [Fact]
    public void Obligations_AreInTheOrderOfTheirDeadlines()
    {
        var all = Facts(Cohort("KR", "2026-03-03T14:00:00+09:00"), Cohort("DE", "2026-03-01T14:00:00+01:00", id: "de"), Cohort("ZA", "2026-03-01T14:00:00+01:00", id: "za")).Evaluate();
        Assert.Equal(all.OrderBy(o => o.Due is null).ThenBy(o => o.Due).ThenBy(o => o.Rule, StringComparer.Ordinal).ThenBy(o => o.Cohort, StringComparer.Ordinal), all);
        Assert.Null(all[^1].Due);
    }
}
