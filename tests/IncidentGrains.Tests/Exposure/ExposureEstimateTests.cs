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

    private static ExposureEstimate Of(ExposureInputs inputs) => ExposureEstimate.Of(inputs, RulePacks.BuiltIn);
}
