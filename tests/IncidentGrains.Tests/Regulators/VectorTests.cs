using System.Text.Json;
using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Tests.Regulators;

/// <summary>The law vectors: facts and the obligations that follow, worked out by hand from the texts of the laws.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Facts() => Vector.Ids("facts");

    public static TheoryData<string> Clocks() => Vector.Ids("clock");

    public static TheoryData<string> Exposures() => Vector.Ids("exposure");

    [Theory]
    [MemberData(nameof(Facts))]
    public void Facts_OfAVector_GiveItsObligations(string id)
    {
        var vector = Vector.Find(id);
        Assert.Equal([], vector.Misses(Evaluation.Of(FactsJson.Read(vector.Input, Case.Now), RulePacks.BuiltIn)));
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Clock_OfAVector_RunsOutThen(string id)
    {
        var vector = Vector.Find(id);
        Assert.Equal(vector.Expect.GetProperty("clock").GetProperty("due").GetDateTimeOffset(), ClockQuestion.Due(vector.Input, RulePacks.BuiltIn));
    }

    [Theory]
    [MemberData(nameof(Exposures))]
    public void Exposure_OfAVector_HasItsFigures(string id)
    {
        var vector = Vector.Find(id);
        var estimate = ExposureEstimate.Of(ExposureJson.Read(vector.Input), RulePacks.BuiltIn);
        foreach (var want in vector.Expect.EnumerateObject())
        {
            if (want.Name == "damages")
            {
                Assert.Equal(want.Value.EnumerateArray().Select(d => new Damages(Amount(d.GetProperty("per_person")), Amount(d.GetProperty("total")))), estimate.Damages);
            }
            else
            {
                Assert.Equal(Amount(want.Value), want.Name switch
                {
                    "average" => estimate.Average,
                    "base" => estimate.Base,
                    "rate" => estimate.Rate,
                    "cap" => estimate.Cap,
                    "fine_percent_of_average" => estimate.FinePercentOfAverage,
                    "fine_percent_of_prior_year" => estimate.FinePercentOfPriorYear,
                    "implied_base" => estimate.ImpliedBase,
                    var other => throw new NotSupportedException(other),
                });
            }
        }
    }

    [Fact]
    public void Expectation_ThatIsNotMet_IsToldSo()
    {
        var vector = Vector.Find("1");
        var got = Evaluation.Of(FactsJson.Read(vector.Input, Case.Now), RulePacks.BuiltIn);
        Assert.NotEmpty(vector.Misses([.. got.Where(o => o.Rule != "KR-NET")]));
        Assert.NotEmpty(vector.Misses([.. got.Select(o => o with { Due = o.Due?.AddSeconds(1) })]));
    }

    private static decimal Amount(JsonElement text) => decimal.Parse(text.GetString()!);
}
