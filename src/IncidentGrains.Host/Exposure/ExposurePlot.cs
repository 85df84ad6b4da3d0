using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Plots;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Host.Exposure;

/// <summary>The plot of a report: for each currency and sort of cost a panel; in it the estimates beside each other, told apart by letter and colour.</summary>
internal static class ExposurePlot
{
    /// <summary>The plot; null if no estimate has a range, so that there is nothing to draw.</summary>
    public static RangeChart? Of(ExposureReport report, ExposureWords words)
    {
        var ranges = report.Cases.SelectMany((c, n) => c.Estimate.Ranges.Select(r => new Shown(n, c.Estimate.Currency, r))).ToList();
        return ranges.Count == 0 ? null : new RangeChart(words.Title, [.. ranges
            .GroupBy(r => (Panel: ExposurePanels.Of(r.Range.Kind), r.Currency)).OrderBy(g => g.Key.Panel)
            .Select(g => Panel(g.Key.Panel, g.Key.Currency, [.. g], report.Cases.Count > 1, words))])
        {
            Legend = [.. report.Cases.Select((c, n) => report.Cases.Count > 1 ? $"{ExposureReport.Letter(n)}: {words.NameOf(c)}" : words.NameOf(c))],
            Note = $"{words.Reservation} {words.AsOf(report)}.",
        };
    }

    private static RangePanel Panel(ExposurePanel panel, string currency, IReadOnlyList<Shown> ranges, bool lettered, ExposureWords words) =>
        new(words.Panel(panel), currency, [.. ranges.GroupBy(r => words.TitleOf(r.Range), StringComparer.Ordinal).SelectMany(g => Bars(g.Key, [.. g], lettered))])
        {
            Write = amount => ShortAmount.Of(amount, currency, words.Language),
        };

    // What is the same in several estimates is one bar with their letters.
    private static IEnumerable<RangeBar> Bars(string title, IReadOnlyList<Shown> ranges, bool lettered) => ranges.GroupBy(r => (r.Range.Low, r.Range.High)).Select(g =>
        new RangeBar(lettered ? $"{string.Join(", ", g.Select(r => ExposureReport.Letter(r.Case)))}: {title}" : title, g.Key.Low, g.Key.High, g.First().Case));

    private sealed record Shown(int Case, string Currency, ExposureRange Range);
}
