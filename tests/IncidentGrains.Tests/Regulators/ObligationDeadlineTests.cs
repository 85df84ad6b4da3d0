using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Proof;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators;

/// <summary>Milestones: each comes once, those of what has ended do not come, and the clock is always set for the next.</summary>
public sealed class ObligationDeadlineTests
{
    private const string Net = "KR-NET@KR";
    private const string Reg = "KR-REG@KR";

    private static TimeSpan H(double hours) => TimeSpan.FromHours(hours);

    [Fact]
    public void Milestones_OfADeadline_ComeOnceEach()
    {
        var spec = ObligationSpec.KoreanShop();
        var passed = spec.Pass(ObligationSpec.Noticed.AddDays(30));

        // Opened an hour after the awareness: of a clock of 24 hours the milestones at 48 and 24 hours had passed already.
        Assert.Equal([H(6), H(1), H(0), H(-1)], passed.Where(p => p.Id == Net).Select(p => p.Before));
        Assert.Equal([H(48), H(24), H(6), H(1), H(0), H(-1)], passed.Where(p => p.Id == Reg).Select(p => p.Before));
        Assert.Distinct(passed);
    }

    [Fact]
    public void Milestones_MissedInAnOutage_ComeOnceEachAfterwards()
    {
        var spec = ObligationSpec.KoreanShop().At(ObligationSpec.Noticed.AddDays(3));
        Assert.Equal([H(48), H(24), H(6), H(1), H(0)], spec.Pass(ObligationSpec.Noticed.AddHours(72)).Where(p => p.Id == Reg).Select(p => p.Before));
        Assert.Empty(spec.Pass(ObligationSpec.Noticed.AddHours(72)));
    }

    [Fact]
    public void Milestone_ToldAgain_RecordsNothing()
    {
        var spec = ObligationSpec.KoreanShop();
        var due = Obligations.NextMilestone(spec.State)!.Value;
        spec.At(due).Run(m => new EscalateObligations(m, due), Actor.System);
        spec.When(m => new EscalateObligations(m, due), Actor.System).ThenNothing();
    }

    [Fact]
    public void Milestone_ByAPerson_IsADefect() => Assert.Throws<InvalidOperationException>(() =>
        ObligationSpec.KoreanShop().When(m => new EscalateObligations(m, ObligationSpec.Noticed), People.Cho));

    [Theory]
    [InlineData("met")]
    [InlineData("waived")]
    [InlineData("superseded")]
    public void Obligation_ThatEnded_IsNotEscalated(string how)
    {
        var spec = ObligationSpec.KoreanShop();
        switch (how)
        {
            case "met": spec.Run(m => new MarkObligationMet(m, Net, null, "KISA 4711")); break;
            case "waived": spec.Run(m => new RequestWaiver(m, Net, "Reported under another Act")).Run(m => new ApproveWaiver(m, Net), People.Paula); break;
            default: spec.Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop with { Roles = [] })); break;
        }

        var passed = spec.Pass(ObligationSpec.Noticed.AddDays(30));
        Assert.DoesNotContain(passed, p => p.Id == Net);
        Assert.Contains(passed, p => p.Id == Reg);
    }

    [Fact]
    public void Deadline_ThatHadPassedBeforeItWasKnown_IsEscalatedAtOnce()
    {
        var spec = new ObligationSpec().At(ObligationSpec.Noticed.AddDays(5))
            .Incident(new IncidentOpened("Found late", ""), new AwarenessClaimed("awr-2", ObligationSpec.Noticed, "controller", "Alert"))
            .Run(m => new RecordRegulatoryFacts(m, ObligationSpec.Shop));
        Assert.True(Obligations.NextMilestone(spec.State) <= spec.Now);
        Assert.Equal([H(0), H(-1)], spec.Pass(spec.Now).Where(p => p.Id == "KR-NET").Select(p => p.Before));
    }

    [Fact]
    public void Deadline_ThatMoves_HasItsMilestonesAnew()
    {
        // Due 14 hours after the notice instead of 24: its milestone at 6 hours, which was to come, has passed with the move.
        var spec = ObligationSpec.KoreanShop();
        spec.At(ObligationSpec.Noticed.AddHours(10)).Incident(new AwarenessClaimed("awr-9", ObligationSpec.Noticed.AddHours(-10), "press", "Reported")).Assess();
        Assert.Equal([H(1), H(0), H(-1)], spec.Pass(ObligationSpec.Noticed.AddHours(30)).Where(p => p.Id == Net).Select(p => p.Before));
    }

    [Fact]
    public void Escalation_TellsTheAssigneeAndFromTheDeadlineOnWhoLeads()
    {
        var spec = ObligationSpec.KoreanShop();
        Assert.Equal([People.Cho.Person], Told(spec, Net, ObligationSpec.Noticed.AddHours(18)));
        spec.Run(m => new AssignObligation(m, Net, People.Paula.Person));
        Assert.Equal([People.Paula.Person], Told(spec, Net, ObligationSpec.Noticed.AddHours(18)));
        spec.Pass(ObligationSpec.Noticed.AddHours(23.5));
        Assert.Equal([People.Paula.Person, People.Cho.Person], Told(spec, Net, ObligationSpec.Noticed.AddHours(24)));
    }

    [Fact]
    public void Clock_IsSetWithWhateverChangesTheNextMilestone()
    {
        var spec = ObligationSpec.KoreanShop();
        var none = Obligations.Empty(ObligationsId.Of(IncidentSpec.Id));
        var first = Obligations.NextMilestone(spec.State)!.Value;
        Assert.Equal(new ClockSet("obligation-milestone", Instants.ToMicros(first)), Obligations.Clock(spec.State, none));
        var before = spec.State;
        spec.Run(m => new AssignObligation(m, Net, People.Paula.Person));
        Assert.Null(Obligations.Clock(spec.State, before));
        foreach (var running in spec.State.Obligations.Where(o => o.IsRunning).Select(o => o.ObligationId).ToList())
        {
            before = spec.State;
            spec.Run(m => new MarkObligationMet(m, running, null, "done"));
        }

        Assert.Null(Obligations.NextMilestone(spec.State));
        Assert.Equal(new ClockSet("obligation-milestone", null), Obligations.Clock(spec.State, ObligationSpec.KoreanShop().State));
    }

    private static System.Collections.Immutable.ImmutableList<string> Told(ObligationSpec spec, string id, DateTimeOffset due) => spec.When(m => new EscalateObligations(m, due), Actor.System)
        .Decision.Events.Cast<ObligationEscalated>().Single(e => e.ObligationId == id).To;
}
