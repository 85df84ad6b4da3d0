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
        var estimate = new ExposureEstimate { Currency = sanctions[0].Currency };
        var share = sanctions.Where(s => s.Kind == SanctionKind.TurnoverFine).Select(s => (Sanction: s, Version: Version(s, inputs.ViolationEnd))).FirstOrDefault(s => s.Version is not null);
        if (share.Version is { } version)
        {
            estimate = Ceiling(estimate, inputs, version, share.Sanction.Title);
        }

        return estimate with
        {
            ImpliedBase = inputs is { Fine: { } fine, FineRate: { } rate } ? decimal.Truncate(fine / rate) : null,
            Damages = inputs.Victims is { } victims ? [.. inputs.PerPerson.Select(p => new Damages(p, p * victims))] : [],
            Ranges = [.. estimate.Ranges, .. ExposureRanges.Of(inputs, [.. sanctions.Select(s => (s, Version(s, inputs.ViolationEnd)))])],
        };
    }

    private static ExposureEstimate Ceiling(ExposureEstimate estimate, ExposureInputs inputs, SanctionVersion version, string title)
    {
        var years = inputs.Turnover.OrderByDescending(t => t.Year).Take(version.Years).ToList();
        decimal? exact = years.Count > 0 && years.Sum(y => y.Related) is > 0 and var sum ? sum / years.Count : null;
        var prior = years.FirstOrDefault()?.Related;
        var found = (inputs.BaseRule ?? version.Base) == TurnoverBase.Average ? exact : exact is null ? null : Math.Max(exact.Value, prior!.Value);
        var track = version.Tracks.First(t => t.AnyOf.Count == 0 || t.AnyOf.Any(c => Holds(c, inputs)));
        var cap = decimal.Truncate(found is { } turnover ? turnover * track.Rate : track.WithoutTurnover);
        var basis = found is { } amount
            ? $"{track.Rate:0.##########} of {decimal.Truncate(amount):N0}, {((inputs.BaseRule ?? version.Base) == TurnoverBase.Average ? "the average" : "the greater of the prior year and the average")} of {years.Count} year(s)"
            : "no turnover, or it can't be counted";
        return estimate with
        {
            Average = exact is { } average ? decimal.Truncate(average) : null,
            Base = found is { } whole ? decimal.Truncate(whole) : null,
            Rate = track.Rate,
            Cap = cap,
            FinePercentOfAverage = Percent(inputs.Fine, exact),
            FinePercentOfPriorYear = Percent(inputs.Fine, prior),
            Ranges = [new ExposureRange(title, 0, cap, basis, track.Citation)],
        };
    }

    private static decimal? Percent(decimal? fine, decimal? of) =>
        fine is { } amount && of is > 0 and { } whole ? decimal.Round(amount * 100 / whole, 3, MidpointRounding.AwayFromZero) : null;

    private static bool Holds(SanctionCondition condition, ExposureInputs inputs) =>
        (condition.Negligence.Count == 0 || condition.Negligence.Contains(inputs.Negligence))
        && (condition.VictimsAtLeast is not { } least || inputs.Victims >= least)
        && (condition.RepeatWithin3Years is not { } repeat || inputs.RepeatWithin3Years == repeat)
        && (condition.DefiedOrder is not { } defied || inputs.DefiedOrder == defied);

    // A violation that goes on is judged by the law in force.
    private static SanctionVersion? Version(Sanction sanction, DateTimeOffset? violationEnd) => violationEnd is not { } end
        ? sanction.Versions.LastOrDefault(v => v.EffectiveTo is null)
        : Instant.FromDateTimeOffset(end).InZone(Zones.Find(sanction.TimeZone)).Date.ToDateOnly() is var day
            ? sanction.Versions.FirstOrDefault(v => v.EffectiveFrom <= day && !(v.EffectiveTo < day)) : null;
}

/// <summary>A total.</summary>
/// <param name="PerPerson">The amount for one person.</param>
/// <param name="Total">The amount for all victims.</param>
public sealed record Damages(decimal PerPerson, decimal Total);

/// <summary>A range of what something can cost.</summary>
/// <param name="Title">What.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The most: a ceiling, not a forecast.</param>
/// <param name="Inputs">From which figures.</param>
/// <param name="Source">The law, or that the figure was given.</param>
public sealed record ExposureRange(string Title, decimal Low, decimal High, string Inputs, string Source);
