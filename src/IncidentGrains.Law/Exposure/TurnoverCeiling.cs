namespace IncidentGrains.Law.Exposure;

/// <summary>The ceiling of one fine that is a share of turnover.</summary>
/// <param name="Average">The average of the business years that count, uncut; null without turnover.</param>
/// <param name="Prior">The last of them; null without turnover.</param>
/// <param name="Base">What the share is taken of, uncut; null without turnover.</param>
/// <param name="Rate">The share.</param>
/// <param name="Range">The range up to the ceiling.</param>
internal sealed record TurnoverCeiling(decimal? Average, decimal? Prior, decimal? Base, decimal Rate, ExposureRange Range)
{
    /// <summary>The ceiling under one version of a sanction.</summary>
    public static TurnoverCeiling Of(ExposureInputs inputs, Sanction sanction, SanctionVersion version)
    {
        var years = inputs.Turnover.OrderByDescending(t => t.Year).Take(version.Years).ToList();
        decimal? average = years.Count > 0 && years.Sum(y => y.Related) is > 0 and var sum ? sum / years.Count : null;
        var prior = years.FirstOrDefault()?.Related;
        var rule = inputs.BaseRule ?? version.Base;
        var found = rule == TurnoverBase.Average ? average : average is null ? null : Math.Max(average.Value, prior!.Value);
        var track = version.Tracks.First(t => t.AnyOf.Count == 0 || t.AnyOf.Any(c => Holds(c, inputs)));
        ExposureBasis basis = found is { } turnover ? new ShareOfTurnover(track.Rate, turnover, rule, years.Count, track.AtLeast) : new WithoutTurnover(track.WithoutTurnover);
        var ceiling = found is { } counted ? Math.Max(counted * track.Rate, track.AtLeast ?? 0) : track.WithoutTurnover;
        return new TurnoverCeiling(average, prior, found, track.Rate, new ExposureRange(ExposureKind.Fine, sanction.Title, 0, decimal.Truncate(ceiling), basis, track.Citation)
        {
            KoreanTitle = sanction.KoreanTitle, Confidence = version.Confidence,
        });
    }

    private static bool Holds(SanctionCondition condition, ExposureInputs inputs) =>
        (condition.Negligence.Count == 0 || condition.Negligence.Contains(inputs.Negligence))
        && (condition.VictimsAtLeast is not { } least || inputs.Victims >= least)
        && (condition.RepeatWithin3Years is not { } repeat || inputs.RepeatWithin3Years == repeat)
        && (condition.DefiedOrder is not { } defied || inputs.DefiedOrder == defied);
}
