using IncidentGrains.Law.Json;

namespace IncidentGrains.Law.Exposure;

/// <summary>Notes figures of an estimate that no company can have.</summary>
internal static class ExposureCheck
{
    // More would be no comparison that anybody reads.
    private const int MostAmounts = 20;

    /// <summary>Notes all mistakes.</summary>
    public static void Of(ExposureInputs inputs, InputMistakes mistakes)
    {
        if (inputs.Turnover.GroupBy(t => t.Year).Any(g => g.Count() > 1))
        {
            mistakes.Add("exposure.turnover", "has a year twice; give each year one amount");
        }

        if (inputs.Turnover.Any(t => t.Amount < 0 || t.Unrelated < 0 || t.Unrelated > t.Amount))
        {
            mistakes.Add("exposure.turnover", "has a year whose amount is below zero, or of which more than the whole is unrelated");
        }

        if (inputs.FineRate <= 0)
        {
            mistakes.Add("exposure.fine_rate", "is no share; write one such as \"0.012\"");
        }

        if (inputs.Participation.Any(p => p is < 0 or > 1))
        {
            mistakes.Add("exposure.participation", "holds a share that is not from 0 to 1; write one such as \"0.05\"");
        }

        Amounts("exposure.per_person", inputs.PerPerson, mistakes);
        Amounts("exposure.offers", inputs.Offers, mistakes);
        Amounts("exposure.participation", inputs.Participation, mistakes);
        Amounts("exposure.notice_cost", inputs.NoticeCost is { } cost ? [cost] : [], mistakes);
        Amounts("exposure.fine", inputs.Fine is { } fine ? [fine] : [], mistakes);
    }

    private static void Amounts(string path, IReadOnlyList<decimal> amounts, InputMistakes mistakes)
    {
        if (amounts.Count > MostAmounts)
        {
            mistakes.Add(path, $"holds {amounts.Count} amounts; the most are {MostAmounts}");
        }

        if (path != "exposure.participation" && amounts.Any(a => a < 0))
        {
            mistakes.Add(path, "is below zero");
        }
    }
}
