using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Exposure;

/// <summary>
/// What a breach can cost: ceilings and totals with their inputs and sources, in decimal arithmetic. A ceiling is not a forecast.
/// Amounts are whole units of the currency, cut off; shares of a fine have three decimals, half up.
/// </summary>
public sealed record ExposureEstimate
{
    /// <summary>Whose sanctions they are.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>The local day on which the violation ended, which chose the text of the law; null if it goes on.</summary>
    public DateOnly? ViolationEndDay { get; init; }

    /// <summary>The average turnover of the years that count; null without turnover.</summary>
    public decimal? Average { get; init; }

    /// <summary>The base of the ceiling; null without turnover.</summary>
    public decimal? Base { get; init; }

    /// <summary>The share of the base; null if no law of the packs has one.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The ceiling of the administrative fine.</summary>
    public decimal? Cap { get; init; }

    /// <summary>The given fine in percent of the average; null without one.</summary>
    public decimal? FinePercentOfAverage { get; init; }

    /// <summary>The given fine in percent of the prior year; null without one.</summary>
    public decimal? FinePercentOfPriorYear { get; init; }

    /// <summary>The base that the given fine and rate would mean; null without them.</summary>
    public decimal? ImpliedBase { get; init; }

    /// <summary>For each amount a person, the total if all victims had it.</summary>
    public IReadOnlyList<Damages> Damages { get; init; } = [];

    /// <summary>For each amount a person and each share of those who take part, what it comes to.</summary>
    public IReadOnlyList<ClaimTotal> Claims { get; init; } = [];

    /// <summary>All ranges, each with its inputs and source.</summary>
    public IReadOnlyList<ExposureRange> Ranges { get; init; } = [];

    /// <summary>The currency of all amounts, ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Estimates from figures under the sanctions of packs. A pure function.</summary>
    /// <exception cref="InputRefusedException">No pack has sanctions of that jurisdiction, or an amount is too large to count.</exception>
    public static ExposureEstimate Of(ExposureInputs inputs, RulePacks packs)
    {
        var sanctions = packs.Sanctions.Where(s => s.Jurisdiction == inputs.Jurisdiction).ToList();
        if (sanctions.Count == 0)
        {
            throw new InputRefusedException([$"exposure.jurisdiction: no pack has sanctions of '{inputs.Jurisdiction}'; there are those of {string.Join(", ", packs.Sanctions.Select(s => s.Jurisdiction).Distinct(StringComparer.Ordinal))}."]);
        }

        if (sanctions.Select(s => s.Currency).Distinct(StringComparer.Ordinal).Skip(1).Any())
        {
            throw new InputRefusedException([$"exposure.jurisdiction: the packs have sanctions of '{inputs.Jurisdiction}' in several currencies, which can't be laid beside each other."]);
        }

        try
        {
            return Estimate(inputs, sanctions);
        }
        catch (OverflowException)
        {
            throw new InputRefusedException(["exposure: an amount is too large to count; are all of them in whole units of the currency?"]);
        }
    }

    private static ExposureEstimate Estimate(ExposureInputs inputs, List<Sanction> sanctions)
    {
        var inForce = sanctions.Where(s => s.Roles.Count == 0 || inputs.Roles.Count == 0 || s.Roles.Intersect(inputs.Roles, StringComparer.Ordinal).Any())
            .Select(s => (Sanction: s, Version: Version(s, Day(s, inputs)))).Where(s => s.Version is not null).Select(s => (s.Sanction, Version: s.Version!)).ToList();
        var ceilings = inForce.Where(s => s.Sanction.Kind == SanctionKind.TurnoverFine).Select(s => TurnoverCeiling.Of(inputs, s.Sanction, s.Version)).ToList();
        // Of several fines the figures beside the ranges are those of the highest.
        var highest = ceilings.MaxBy(c => c.Range.High);
        return new ExposureEstimate
        {
            Jurisdiction = inputs.Jurisdiction,
            Currency = sanctions[0].Currency,
            ViolationEndDay = Day(sanctions[0], inputs),
            Average = Whole(highest?.Average),
            Base = Whole(highest?.Base),
            Rate = highest?.Rate,
            Cap = highest?.Range.High,
            FinePercentOfAverage = Percent(inputs.Fine, highest?.Average),
            FinePercentOfPriorYear = Percent(inputs.Fine, highest?.Prior),
            ImpliedBase = inputs is { Fine: { } fine, FineRate: { } rate } ? decimal.Truncate(fine / rate) : null,
            Damages = inputs.Victims is { } victims ? [.. inputs.PerPerson.Select(p => new Damages(p, p * victims))] : [],
            Claims = inputs.Victims is { } claimants
                ? [.. inputs.PerPerson.SelectMany(p => inputs.Participation.Select(s => new ClaimTotal(p, s, ExposureRanges.Total(p, claimants, s))))] : [],
            Ranges = [.. ceilings.Select(c => c.Range), .. ExposureRanges.Of(inputs, inForce)],
        };
    }

    private static decimal? Whole(decimal? amount) => amount is { } exact ? decimal.Truncate(exact) : null;

    private static decimal? Percent(decimal? fine, decimal? of) =>
        fine is { } amount && of is > 0 and { } whole ? decimal.Round(amount * 100 / whole, 3, MidpointRounding.AwayFromZero) : null;

    private static DateOnly? Day(Sanction sanction, ExposureInputs inputs) =>
        inputs.ViolationEnd is { } end ? Instant.FromDateTimeOffset(end).InZone(Zones.Find(sanction.TimeZone)).Date.ToDateOnly() : null;

    // A violation that goes on is judged by the law in force.
    private static SanctionVersion? Version(Sanction sanction, DateOnly? violationEnd) => violationEnd is { } day
        ? sanction.Versions.FirstOrDefault(v => v.EffectiveFrom <= day && !(v.EffectiveTo < day))
        : sanction.Versions.LastOrDefault(v => v.EffectiveTo is null);
}
