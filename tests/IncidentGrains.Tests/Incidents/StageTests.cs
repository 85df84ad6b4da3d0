using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>What a step through the stages leaves behind.</summary>
public sealed class StageTests
{
    [Theory]
    [InlineData(Stage.Open, Resolution.NotAnIncident)]
    [InlineData(Stage.Triaged, Resolution.NotAnIncident)]
    [InlineData(Stage.Remediating, Resolution.Resolved)]
    public void Reopen_OfClosed_ReturnsToTheStageItWasClosedFrom(Stage from, Resolution resolution)
    {
        var spec = History.ClosedFrom(from, resolution);
        Assert.Equal((Stage.Closed, from, resolution), (spec.State.Stage, spec.State.ClosedFrom, spec.State.Resolution));
        var decision = spec.When(Commands.OnExisting["ReopenIncident"]).Then(new IncidentReopened(from, "Another system is concerned"));
        var state = spec.And(decision.Events).State;
        Assert.Equal((from, Stage.None, Resolution.None), (state.Stage, state.ClosedFrom, state.Resolution));
        Assert.Equal("Another system is concerned", state.StageNote);
    }

    [Fact]
    public void Confirm_Decision_RaisesTheDefaultHold() => Assert.Equal(
        [new GuardChange(IncidentSpec.Id, IncidentGuards.HoldDefault, Delta: 1)],
        History.UpTo(Stage.Triaged).When(Commands.OnExisting["ConfirmIncident"]).Decision.Guards);

    [Fact]
    public void Reopen_Decision_LowersTheClosedGuard() => Assert.Equal(
        [new GuardChange(IncidentSpec.Id, IncidentGuards.Closed, Delta: -1)],
        History.UpTo(Stage.Closed).When(Commands.OnExisting["ReopenIncident"]).Decision.Guards);

    [Fact]
    public void Close_InEveryCase_RequiresThatNoMandatoryTaskIsOpen()
    {
        var expected = new GuardChange(IncidentSpec.Id, IncidentGuards.MandatoryOpen, RequireZero: true);
        var closed = new GuardChange(IncidentSpec.Id, IncidentGuards.Closed, Delta: 1);
        Assert.Equal([expected, closed], History.UpTo(Stage.Remediating).When(Commands.OnExisting["CloseIncident:Resolved"]).Decision.Guards);
        Assert.Equal([expected, closed], History.UpTo(Stage.Open).When(Commands.OnExisting["CloseIncident:NotAnIncident"]).Decision.Guards);
        Assert.Equal(0, expected.Delta);
    }

    [Theory]
    [InlineData(Stage.Open, Stage.Triaged)]
    [InlineData(Stage.Triaged, Stage.Triaged)]
    [InlineData(Stage.Contained, Stage.Contained)]
    public void Triage_Later_RevisesTheSeverityAndKeepsTheStage(Stage before, Stage after)
    {
        var spec = History.UpTo(before);
        var decision = spec.When(Commands.OnExisting["TriageIncident"]).Then(new IncidentTriaged(Severity.Critical, ["33,673,817 accounts"]));
        var state = spec.And(decision.Events).State;
        Assert.Equal((after, Severity.Critical), (state.Stage, state.Severity));
        Assert.Equal(["33,673,817 accounts"], state.SeverityReasons);
    }

    [Fact]
    public void Refusal_OutOfOrder_NamesTheStage()
    {
        var refusal = History.UpTo(Stage.Open).When(Commands.OnExisting["ContainIncident"]).ThenRefused("stage.order");
        Assert.Contains("is OPEN", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("CONFIRMED", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Stage.Confirmed, "")]
    [InlineData(Stage.Contained, "Keys revoked")]
    [InlineData(Stage.Closed, "Done")]
    [InlineData(Stage.Merged, "The same leak")]
    public void StageNote_AfterAStep_HoldsItsWords(Stage stage, string note) => Assert.Equal(note, History.UpTo(stage).State.StageNote);

    [Fact]
    public void Fold_OfAnUnknownEvent_Throws() =>
        Assert.Throws<InvalidDataException>(() => IncidentSpec.Given(new IncidentGrains.Contracts.Access.TokenMinted("s", IncidentGrains.Contracts.Access.Roles.Admin, TimeSpan.FromHours(1), "t")));
}
