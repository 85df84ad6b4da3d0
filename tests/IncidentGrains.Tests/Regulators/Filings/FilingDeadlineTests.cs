using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Proof;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators.Filings;

/// <summary>A demand's deadline: a clock of its own, escalated to the incident's leads, shown on the board.</summary>
public sealed class FilingDeadlineTests
{
    [Fact]
    public void Demands_WithADeadline_SetAClock_WhichEachMilestoneMoves()
    {
        var before = FilingSpec.KoreanShop().Filed().State;
        var spec = FilingSpec.KoreanShop().SentBack();
        var due = spec.State.Demands[0].Due!.Value;
        Assert.Equal(Instants.ToMicros(due.AddHours(-48)), Filing.Clock(spec.State, before)!.DueAtMicros);

        var milestones = new List<TimeSpan>();
        while (Filing.NextMilestone(spec.State) is { } next)
        {
            spec.At(next);
            var escalated = spec.When(m => new EscalateFilingDemands(m, next), Actor.System).Decision.Events.Cast<FilingDemandEscalated>().ToList();
            Assert.Equal(["dmd-1", "dmd-2"], escalated.Select(e => e.DemandId));
            Assert.All(escalated, e => Assert.Equal((due, People.Cho.Person), (e.Deadline, Assert.Single(e.To))));
            milestones.Add(escalated[0].Before);
            spec.Run(m => new EscalateFilingDemands(m, next), Actor.System);
        }

        Assert.Equal(Milestones.All, milestones);
        Assert.Equal(6, spec.State.Demands[1].Escalations.Count);
    }

    [Fact]
    public void Clock_OfAnInstantThatNoLongerMatters_DoesNothing()
    {
        var spec = FilingSpec.KoreanShop().SentBack();
        spec.When(m => new EscalateFilingDemands(m, Filing.NextMilestone(spec.State)!.Value.AddHours(-1)), Actor.System).ThenNothing();
        Assert.Throws<InvalidOperationException>(() => spec.When(m => new EscalateFilingDemands(m, spec.Now), People.Paula));
    }

    [Fact]
    public void Demand_Answered_EndsItsClock_InTimeOrLate()
    {
        var spec = FilingSpec.KoreanShop().SentBack(ObligationSpec.Noticed.AddDays(2)).Run(m => new StartFilingVersion(m, FilingVersionKind.Correction)).Filled()
            .Run(m => new SubmitFilingForReview(m, "")).Run(m => new ApproveFiling(m), FilingSpec.Lena).At(ObligationSpec.Noticed.AddDays(3));
        var open = spec.State;
        spec.Run(m => new RecordFilingFiled(m, "PIPC-2", ObligationSpec.Noticed.AddDays(2).AddHours(5)));
        Assert.All(spec.State.Demands, d => Assert.Equal(TimeSpan.FromHours(5), d.LateBy));
        Assert.Null(Filing.NextMilestone(spec.State));
        Assert.Null(Filing.Clock(spec.State, open)!.DueAtMicros);
        Assert.All(Filing.Rows(spec.State, open).Cast<ObligationIndexRow>(), r => Assert.Equal(ObligationStatus.Late, r.Entry.Law.Status));
    }

    [Fact]
    public void Board_ShowsDemandsWithADeadline_UntilTheFilingIsWithdrawn()
    {
        var before = FilingSpec.KoreanShop().Filed().State;
        var spec = FilingSpec.KoreanShop().SentBack();
        var row = Assert.IsType<ObligationIndexRow>(Filing.Rows(spec.State, before)[0]);
        Assert.Equal(
            ($"{FilingSpec.Id}#dmd-1", "kr-leak-report", "PIPC", ObligationStatus.Open, spec.State.Demands[0].Due),
            (row.Entry.ObligationId, row.Entry.Law.Rule, Assert.Single(row.Entry.Law.Recipients), row.Entry.Law.Status, row.Entry.Law.Due));
        Assert.Equal(row.Table.Columns.Count, row.Values.Count);

        var open = spec.State;
        spec.Run(m => new WithdrawFiling(m, "Sent to the wrong authority"));
        Assert.All(Filing.Rows(spec.State, open).Cast<ObligationIndexRow>(), r => Assert.Equal(ObligationStatus.Superseded, r.Entry.Law.Status));
        Assert.Null(Filing.NextMilestone(spec.State));
    }

    [Fact]
    public void Demand_WithoutADeadline_HasNoClock()
    {
        var spec = FilingSpec.KoreanShop().Filed().Run(m => new RecordFilingSentBack(m, ["Say more"], null, null));
        Assert.Null(Filing.NextMilestone(spec.State));
        Assert.Empty(Filing.Rows(spec.State, FilingSpec.KoreanShop().Filed().State));
    }
}
