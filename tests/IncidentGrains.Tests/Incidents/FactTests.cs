using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Facts are corrected, never changed: the earlier one stays and points to what replaced it.</summary>
public sealed class FactTests
{
    [Fact]
    public void Correct_OfStandingFact_KeepsItsKind() => History.UpTo(Stage.Open)
        .When(Commands.OnExisting["CorrectFact"])
        .Then(new FactCorrected("fct-7", "fct-2", FactKind.Affected, new FactValue(Count: 33_673_817), "The logs were read to their end"));

    [Fact]
    public void Correct_OfCorrectedFact_IsRefusedAndNamesTheSuccessor()
    {
        var spec = Grown();
        var refusal = spec.When(m => new CorrectFact(m, "fct-2", new FactValue(Count: 5), "Again")).ThenRefused("fact.corrected");
        Assert.Contains("fct-7", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Correct_OfTheSuccessor_ContinuesTheChain()
    {
        var spec = Grown();
        var decision = spec.When(m => new CorrectFact(m, "fct-7", new FactValue(Count: 33_700_000), "Rounded for the press"))
            .Then(new FactCorrected("fct-8", "fct-7", FactKind.Affected, new FactValue(Count: 33_700_000), "Rounded for the press"));
        var facts = spec.And(decision.Events).State.Facts;
        Assert.Equal([("fct-2", "", "fct-7"), ("fct-7", "fct-2", "fct-8"), ("fct-8", "fct-7", "")], facts.Select(f => (f.FactId, f.Corrects, f.CorrectedBy)));
        Assert.Equal([4_536, 33_673_817, 33_700_000], facts.Select(f => f.Value.Count ?? -1));
        Assert.Equal("Rounded for the press", facts[^1].CorrectionReason);
    }

    [Fact]
    public void Correct_WithAValueOfAnotherKind_IsRefused() => History.UpTo(Stage.Open)
        .When(m => new CorrectFact(m, "fct-2", new FactValue(Text: "many"), "Unknown")).ThenInvalid("count");

    [Theory]
    [InlineData("fct-3")]
    [InlineData("tle-3")]
    [InlineData("")]
    public void Correct_OfUnknownFact_IsNotFound(string factId) => History.UpTo(Stage.Open)
        .When(m => new CorrectFact(m, factId, new FactValue(Count: 5), "Wrong")).ThenRefused(CaseError.NotFound, "fact.not_found");

    [Fact]
    public void Claims_OfSeveral_StandSideBySide()
    {
        var spec = History.UpTo(Stage.Open);
        foreach (var by in new[] { "controller", "investigator", "controller" })
        {
            spec.And(spec.When(m => new ClaimAwareness(m, IncidentSpec.T0, by, "")).Decision.Events);
        }

        Assert.Equal([("awr-7", "controller"), ("awr-8", "investigator"), ("awr-9", "controller")], spec.State.AwarenessClaims.Select(c => (c.ClaimId, c.AssertedBy)));
    }

    [Fact]
    public void TimelineEntry_WithoutInstant_HappenedNow() => History.UpTo(Stage.Open)
        .When(m => new AddTimelineEntry(m, null, "The hotline opened"))
        .Then(new TimelineEntryAdded("tle-7", IncidentSpec.Now, "The hotline opened"));

    private static IncidentSpec Grown()
    {
        var spec = History.UpTo(Stage.Open);
        return spec.And(spec.When(Commands.OnExisting["CorrectFact"]).Decision.Events);
    }
}
