using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Tests.Exposure;

/// <summary>What the vectors leave open of the exposure.</summary>
public sealed class ExposureEstimateTests
{
    private static readonly ExposureInputs Coupang = new()
    {
        Turnover = [new(2024, 41_290_100_000_000), new(2022, 26_591_700_000_000), new(2023, 31_829_800_000_000)],
        ViolationEnd = DateTimeOffset.Parse("2026-10-01T00:00:00+09:00"),
        Victims = 33_700_000,
    };

    [Theory]
    [InlineData("2026-09-10T23:59:59+09:00", "997116000000")]
    [InlineData("2026-09-11T00:00:00+09:00", "1238703000000")]
    [InlineData(null, "1238703000000")]
    public void Text_IsChosenByTheEndOfTheViolation(string? end, string cap) =>
        Assert.Equal(decimal.Parse(cap), Of(Coupang with { ViolationEnd = end is null ? null : DateTimeOffset.Parse(end) }).Cap);

    [Theory]
    [InlineData(Negligence.Gross, 9_999_999L, false, false, "0.03")]
    [InlineData(Negligence.Gross, 10_000_000L, false, false, "0.10")]
    [InlineData(Negligence.Intent, 10_000_000L, false, false, "0.10")]
    [InlineData(Negligence.Ordinary, 10_000_000L, false, false, "0.03")]
    [InlineData(Negligence.Gross, 1L, true, false, "0.10")]
    [InlineData(Negligence.Ordinary, 1L, true, false, "0.03")]
    [InlineData(Negligence.Ordinary, 1L, false, true, "0.10")]
    public void HigherCeiling_NeedsOneOfThreeGrounds(Negligence negligence, long victims, bool repeat, bool defied, string rate) => Assert.Equal(
        decimal.Parse(rate), Of(Coupang with { Negligence = negligence, Victims = victims, RepeatWithin3Years = repeat, DefiedOrder = defied }).Rate);

    [Fact]
    public void HigherCeiling_DoesNotReachWhatEndedBefore() => Assert.Equal(
        0.03m, Of(Coupang with { ViolationEnd = DateTimeOffset.Parse("2026-09-10T00:00:00+09:00"), Negligence = Negligence.Intent, DefiedOrder = true, RepeatWithin3Years = true }).Rate);

    [Fact]
    public void Turnover_ThatHasNothingToDoWithIt_IsTakenOffFirst()
    {
        var estimate = Of(Coupang with { Turnover = [new(2024, 100, 40), new(2023, 90), new(2022, 30), new(2021, 1_000_000)] });
        Assert.Equal((60m, 60m, 1m), (estimate.Average!.Value, estimate.Base!.Value, estimate.Cap!.Value));
        Assert.Equal((2_000_000_000m, null), (Of(Coupang with { Turnover = [new(2024, 100, 100)] }).Cap!.Value, Of(Coupang with { Turnover = [new(2024, 100, 100)] }).Base));
    }

    [Fact]
    public void PriorYear_ThatIsLess_LeavesTheAverage() =>
        Assert.Equal(200m, Of(Coupang with { Turnover = [new(2022, 300), new(2023, 200), new(2024, 100)] }).Base);

    [Fact]
    public void Fine_AtARate_MeansABase() => Assert.Equal(33_352_755_905_511m, Of(Coupang with { Fine = 423_580_000_000, FineRate = 0.0127m }).ImpliedBase);

    [Fact]
    public void Claims_AreShownAtTheSharesWhoMayTakePart()
    {
        var range = Assert.Single(Of(Coupang with { PerPerson = [200_000], Participation = [0.01m, 0.05m], NoticeCost = 50 }).Ranges, r => r.Title.StartsWith("200,000", StringComparison.Ordinal));
        Assert.Equal((67_400_000_000m, 337_000_000_000m), (range.Low, range.High));
        Assert.Contains("1 % to 5 %", range.Inputs, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_HasItsInputsAndSource()
    {
        var ranges = Of(Coupang with { PerPerson = [50_000], NoticeCost = 50 }).Ranges;
        Assert.All(ranges, r => Assert.True(r.Low <= r.High && r.Inputs.Length > 0 && r.Source.Length > 0));
        Assert.Contains(ranges, r => r.Source.Contains("39-2", StringComparison.Ordinal) && r.High == 33_700_000m * 3_000_000);
        Assert.Contains(ranges, r => r.Source.Contains("75(2)", StringComparison.Ordinal) && r.High == 30_000_000);
        Assert.Contains(ranges, r => r is { Title: "Notices", High: 1_685_000_000 });
    }

    [Theory]
    [InlineData("EU", "27000000000", "540000000 1080000000 540000000 378000000")]
    [InlineData("EU", "100000000", "10000000 20000000 10000000 7000000")]
    [InlineData("EU", null, "10000000 20000000 10000000 7000000")]
    [InlineData("EU", "500000000", "10000000 20000000 10000000 7000000")]
    [InlineData("EU", "500000100", "10000002 20000004 10000002 7000001")]
    [InlineData("GB", "1000000000", "40000000 20000000")]
    [InlineData("GB", "1", "17500000 8700000")]
    [InlineData("SG", "80000000", "8000000")]
    [InlineData("SG", "10000000", "1000000")]
    public void HigherOfShareAndAmount_IsTheCeiling(string jurisdiction, string? turnover, string highs)
    {
        // Of the years before, these laws take the last alone.
        var estimate = Of(new ExposureInputs { Jurisdiction = jurisdiction, Turnover = turnover is null ? [] : [new(2023, 9_000_000_000_000), new(2024, decimal.Parse(turnover))] });
        Assert.Equal(highs.Split(' ').Select(decimal.Parse), estimate.Ranges.Select(r => r.High));
        Assert.Equal(estimate.Ranges.Max(r => r.High), estimate.Cap);
    }

    [Fact]
    public void Sanction_OfARole_IsShownToThoseWhoHaveIt_AndIfNoRoleIsKnown()
    {
        var turnover = new ExposureInputs { Jurisdiction = "EU", Turnover = [new(2024, 1_000_000_000)] };
        Assert.Equal(4, Of(turnover).Ranges.Count);
        Assert.Equal(4, Of(turnover with { Roles = ["icsp", "nis2_entity"] }).Ranges.Count);
        Assert.All(Of(turnover with { Roles = ["icsp"] }).Ranges, r => Assert.Contains("GDPR", r.Source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("US-CA", "2024-12-31T23:59:59-08:00", "75000000")]
    [InlineData("US-CA", "2025-01-01T00:00:00-08:00", "79900000")]
    [InlineData("US-FL", null, "500000")]
    [InlineData("US-NY", null, "250000")]
    [InlineData("US-TX", null, "250000")]
    public void StatesOfTheUnion_HaveTheirCeilings(string jurisdiction, string? end, string high) => Assert.Equal(
        decimal.Parse(high), Assert.Single(Of(new ExposureInputs { Jurisdiction = jurisdiction, Victims = 100_000, ViolationEnd = end is null ? null : DateTimeOffset.Parse(end) }).Ranges).High);

    [Fact]
    public void Law_ThatDidNotGovernYet_HasNoCeiling()
    {
        var before = new ExposureInputs { Jurisdiction = "EU", Turnover = [new(2017, 1_000)], ViolationEnd = DateTimeOffset.Parse("2018-05-24T23:59:59+02:00") };
        Assert.Equal((0, null, null), (Of(before).Ranges.Count, Of(before).Cap, Of(before).Rate));
        Assert.Equal(2, Of(before with { ViolationEnd = DateTimeOffset.Parse("2018-05-25T00:00:00+02:00") }).Ranges.Count);
    }

    [Fact]
    public void Offer_IsCountedForAll_WhoeverTakesPartInClaims()
    {
        var estimate = Of(Coupang with { Offers = [50_000], PerPerson = [50_000], Participation = [0.01m] });
        Assert.Equal((1_685_000_000_000m, 1_685_000_000_000m), Assert.Single(estimate.Ranges, r => r.Kind == ExposureKind.Offer) is var offer ? (offer.Low, offer.High) : default);
        Assert.Equal(16_850_000_000m, Assert.Single(estimate.Ranges, r => r.Kind == ExposureKind.Claim).High);
    }

    [Fact]
    public void Claims_AreCountedAtEachShare()
    {
        var estimate = Of(Coupang with { Victims = 33_673_817, PerPerson = [200_000, 300_000], Participation = [0.05m, 1, 0.000_1m] });
        Assert.Equal(
            [
                new(200_000, 0.05m, 336_738_170_000), new(200_000, 1, 6_734_763_400_000), new(200_000, 0.0001m, 673_476_340),
                new(300_000, 0.05m, 505_107_255_000), new(300_000, 1, 10_102_145_100_000), new(300_000, 0.0001m, 1_010_214_510),
            ],
            estimate.Claims);
    }

    private static ExposureEstimate Of(ExposureInputs inputs) => ExposureEstimate.Of(inputs, RulePacks.BuiltIn);
}
