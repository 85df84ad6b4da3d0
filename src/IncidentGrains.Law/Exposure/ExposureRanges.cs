namespace IncidentGrains.Law.Exposure;

/// <summary>The ranges beside the share of turnover: fixed fines, claims at rates of participation, notices.</summary>
internal static class ExposureRanges
{
    private const string Given = "given with the figures";

    /// <summary>The ranges, sanctions first.</summary>
    public static IEnumerable<ExposureRange> Of(ExposureInputs inputs, IReadOnlyList<(Sanction Sanction, SanctionVersion? Version)> sanctions)
    {
        foreach (var (sanction, version) in sanctions.Where(s => s.Version?.Amount is not null))
        {
            if (sanction.Kind == SanctionKind.FixedFine)
            {
                yield return new ExposureRange(sanction.Title, 0, version!.Amount!.Value, $"at most {version.Amount:N0}", version.Citation);
            }
            else if (inputs.Victims is { } victims)
            {
                yield return Claims(sanction.Title, version!.Amount!.Value, victims, inputs.Participation, version.Citation) with { Low = 0 };
            }
        }

        foreach (var amount in inputs.Victims is null ? [] : inputs.PerPerson)
        {
            yield return Claims($"{amount:#,0.##} for each person", amount, inputs.Victims!.Value, inputs.Participation, Given);
        }

        if (inputs is { Victims: { } told, NoticeCost: { } cost })
        {
            yield return new ExposureRange("Notices", cost * told, cost * told, $"{cost:#,0.##} for each of {told:N0}", Given);
        }
    }

    private static ExposureRange Claims(string title, decimal amount, long victims, IReadOnlyList<decimal> participation, string source)
    {
        var (low, high) = participation.Count > 0 ? (participation.Min(), participation.Max()) : (1, 1);
        return new ExposureRange(
            title, decimal.Truncate(amount * victims * low), decimal.Truncate(amount * victims * high),
            $"{amount:#,0.##} for each of {victims:N0}, of whom {low * 100:0.###} % to {high * 100:0.###} % take part", source);
    }
}
