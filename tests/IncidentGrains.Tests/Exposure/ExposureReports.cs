using IncidentGrains.Host.Exposure;
using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Tests.Exposure;

/// <summary>Reports of made-up companies, and the one of LAW.md §5 with its public figures.</summary>
internal static class ExposureReports
{
    public static readonly DateTimeOffset AsOf = new(2026, 11, 28, 6, 0, 0, TimeSpan.Zero);

    private static readonly Turnover[] Revenue = [new(2022, 26_591_700_000_000), new(2023, 31_829_800_000_000), new(2024, 41_290_100_000_000)];

    /// <summary>The shop's figures with every kind of range.</summary>
    public static ExposureInputs Shop { get; } = new()
    {
        Turnover = Revenue, Victims = 33_700_000, PerPerson = [200_000, 300_000], Offers = [50_000], Participation = [0.01m, 0.05m], NoticeCost = 50,
        ViolationEnd = DateTimeOffset.Parse("2026-09-10T23:59:59+09:00"),
    };

    /// <summary>Before the amendment, after it, and after it with gross negligence.</summary>
    public static ExposureReport Amendment { get; } = Of(Shop, Shop with { ViolationEnd = null }, Shop with { ViolationEnd = null, Negligence = Negligence.Gross });

    /// <summary>Six laws beside each other, in their currencies.</summary>
    public static ExposureReport Laws { get; } = Of(
        Shop with { ViolationEnd = null },
        new ExposureInputs { Jurisdiction = "EU", Turnover = [new(2024, 27_000_000_000)], Victims = 1_200_000, Roles = ["nis2_entity"] },
        new ExposureInputs { Jurisdiction = "GB", Turnover = [new(2024, 300_000_000, 12_345)], Negligence = Negligence.Intent },
        new ExposureInputs { Jurisdiction = "US-CA", Victims = 40_000, Participation = [0.02m] },
        new ExposureInputs { Jurisdiction = "US-NY", RepeatWithin3Years = true, DefiedOrder = true },
        new ExposureInputs { Jurisdiction = "SG", Turnover = [new(2024, 80_000_000)] });

    public static ExposureReport Of(params ExposureInputs[] inputs) => new("inc-00000000000000000000000000", AsOf, [.. inputs.Select(i =>
        new ExposureCase(RulePacks.BuiltIn.FindJurisdiction(i.Jurisdiction)?.Name ?? i.Jurisdiction, i, ExposureEstimate.Of(i, RulePacks.BuiltIn)))]);
}
