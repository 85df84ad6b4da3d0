using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>The record begins: with what is known already, in one step, under a reference that is unique.</summary>
public sealed class OpeningTests
{
    [Fact]
    public void Open_WithFactsAndClaims_MakesAllInOrderWithIdsOfTheirPlace()
    {
        var affected = new FactValue(Count: 4_536);
        var systems = new FactValue(Values: ["crm", "shop"]);
        IncidentSpec.Given().When(m => new OpenIncident(
                m, "Entry codes leaked", "wa-ag:10427",
                [new NewFact(FactKind.Affected, affected), new NewFact(FactKind.Systems, systems)],
                [new NewAwarenessClaim(IncidentSpec.T0, "controller", "Alert")]))
            .Then(
                new IncidentOpened("Entry codes leaked", "wa-ag:10427"),
                new FactRecorded("fct-2", FactKind.Affected, affected),
                new FactRecorded("fct-3", FactKind.Systems, systems),
                new AwarenessClaimed("awr-4", IncidentSpec.T0, "controller", "Alert"));
    }

    [Fact]
    public void Open_WithReference_RequiresThatNobodyHoldsIt()
    {
        var decision = IncidentSpec.Given().When(m => new OpenIncident(m, "Leak", "wa-ag:10427", [], [])).Decision;
        Assert.Equal([new GuardChange(GuardChange.Everywhere, "reference:wa-ag:10427", Delta: 1, RequireZero: true)], decision.Guards);
    }

    [Fact]
    public void Open_WithoutReference_TakesNoGuard() =>
        Assert.Empty(IncidentSpec.Given().When(m => new OpenIncident(m, "Leak", "", [], [])).Decision.Guards);

    [Fact]
    public void Open_Twice_IsRefused() =>
        History.UpTo(Stage.Open).When(m => new OpenIncident(m, "Leak", "", [], [])).ThenRefused(CaseError.Exists, "incident.exists");

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Open_FactsAndClaims_AreAtMostAHundredEach(int count, bool refused)
    {
        var fact = new NewFact(FactKind.Other, new FactValue(Text: "Known"));
        var claim = new NewAwarenessClaim(IncidentSpec.T0, "controller", "");
        var outcome = IncidentSpec.Given().When(m => new OpenIncident(
            m, "Leak", "", [.. Enumerable.Repeat(fact, count)], [.. Enumerable.Repeat(claim, count)]));
        Assert.Equal(refused ? ["facts", "awareness_claims"] : [], outcome.Fields);
        Assert.Equal(refused ? "request.invalid" : "", outcome.Reason);
    }

    [Fact]
    public void Fold_OfOpened_StartsTheState()
    {
        var state = IncidentSpec.Given(new IncidentOpened("Leak", "ref-1")).State;
        Assert.Equal(("Leak", "ref-1", Stage.Open, 1L), (state.Title, state.Reference, state.Stage, state.Version));
        Assert.Equal((IncidentSpec.T0, IncidentSpec.T0), (state.OpenedAt, state.UpdatedAt));
    }
}
