namespace IncidentGrains.Law.Exposure;

/// <summary>The ranges beside the share of turnover: fixed fines, claims at rates of participation, offers, notices.</summary>
internal static class ExposureRanges
{
    private const string Given = "given with the figures";

    /// <summary>The ranges, sanctions first.</summary>
    public static IEnumerable<ExposureRange> Of(ExposureInputs inputs, IEnumerable<(Sanction Sanction, SanctionVersion Version)> sanctions)
    {
        foreach (var (sanction, version) in sanctions)
        {
            if (version.Amount is not { } amount)
            {
                continue;
            }

            var range = sanction.Kind == SanctionKind.FixedFine
                ? new ExposureRange(ExposureKind.Fine, sanction.Title, 0, amount, new FixedCeiling(amount), version.Citation)
                : inputs.Victims is { } claimants ? Claims(ExposureKind.StatutoryClaim, sanction.Title, amount, claimants, inputs.Participation, version.Citation) with { Low = 0 }
                : null;
            if (range is not null)
            {
                yield return range with { KoreanTitle = sanction.KoreanTitle, Confidence = version.Confidence };
            }
        }

        if (inputs.Victims is not { } victims)
        {
            yield break;
        }

        foreach (var amount in inputs.PerPerson)
        {
            yield return Claims(ExposureKind.Claim, $"{amount:#,0.##} for each person", amount, victims, inputs.Participation, Given);
        }

        foreach (var amount in inputs.Offers)
        {
            yield return ForAll(ExposureKind.Offer, $"Offer of {amount:#,0.##} to each person", amount, victims);
        }

        if (inputs.NoticeCost is { } cost)
        {
            yield return ForAll(ExposureKind.Notice, "Notices", cost, victims);
        }
    }

    private static ExposureRange ForAll(ExposureKind kind, string title, decimal amount, long victims)
    {
        var total = decimal.Truncate(amount * victims);
        return new ExposureRange(kind, title, total, total, new PerVictim(amount, victims), Given);
    }

    private static ExposureRange Claims(ExposureKind kind, string title, decimal amount, long victims, IReadOnlyList<decimal> participation, string source)
    {
        var (low, high) = participation.Count > 0 ? (participation.Min(), participation.Max()) : (1, 1);
        return new ExposureRange(kind, title, Total(amount, victims, low), Total(amount, victims, high), new PerClaimant(amount, victims, low, high), source);
    }

    /// <summary>What a share of the victims can claim together.</summary>
    public static decimal Total(decimal amount, long victims, decimal share) => decimal.Truncate(amount * victims * share);
}
