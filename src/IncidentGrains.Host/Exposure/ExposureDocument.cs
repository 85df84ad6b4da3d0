using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Plots;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Host.Exposure;

/// <summary>A report to read, to print or to compute with: the plot, and for each estimate its inputs, ranges and sources.</summary>
internal static class ExposureDocument
{
    /// <summary>The document; amounts stand in full.</summary>
    public static Document Of(ExposureReport report, ExposureWords words) => new(words.Title, words.Language, report.AsOf,
    [
        new Section("", [new Paragraph(words.AsOf(report)), new Note(words.Reservation)]),
        .. ExposurePlot.Of(report, words) is { } plot ? [new Section(words.Plot, [new Figure(PngWriter.Write(plot), "")])] : Array.Empty<Section>(),
        .. report.Cases.SelectMany((c, n) => Sections(c, report.Cases.Count > 1 ? ExposureReport.Letter(n) + ": " : "", words)),
    ])
    {
        Reference = report.IncidentId, Footer = words.Foot,
    };

    private static IEnumerable<Section> Sections(ExposureCase estimate, string letter, ExposureWords words)
    {
        string Heading(string what) => $"{letter}{what} – {words.NameOf(estimate)}";
        yield return new Section(Heading(words.Inputs), [new KeyValues([.. Figures(estimate, words)])]);
        yield return new Section(Heading($"{words.Ranges}, {estimate.Estimate.Currency}"), [Ranges(estimate.Estimate, letter + words.Ranges, words)]);
        if (estimate.Estimate.Claims.Count > 0)
        {
            yield return new Section(Heading($"{words.Participation}, {estimate.Estimate.Currency}"), [Claims(estimate.Estimate, letter + words.Participation, words)]);
        }
    }

    // An amount of hundreds of trillions stays on one line.
    private static readonly double[] RangeWeights = [1.4, 1.55, 1.75, 1.8, 1.2];

    private static Table Ranges(ExposureEstimate estimate, string name, ExposureWords words) => new(
        name, [.. words.RangeHeadings.Zip(RangeWeights, (heading, weight) => new Column(heading, weight))],
        [.. estimate.Ranges.Select(r => (IReadOnlyList<Cell>)[words.TitleOf(r), Cell.Of(r.Low), Cell.Of(r.High), words.Basis(r.Basis), words.Source(r)])]);

    private static Table Claims(ExposureEstimate estimate, string name, ExposureWords words) => new(
        name, [.. words.ClaimHeadings.Select(h => new Column(h))],
        [.. estimate.Claims.Select(c => (IReadOnlyList<Cell>)[Cell.Of(c.PerPerson), words.Percent(c.Share), Cell.Of(c.Total)])]);

    private static IEnumerable<KeyValue> Figures(ExposureCase estimate, ExposureWords words)
    {
        var (inputs, result, labels) = (estimate.Inputs, estimate.Estimate, words.Labels);
        string Money(decimal? amount) => amount is { } known ? $"{ExposureWords.Amount(known)} {result.Currency}" : labels.Unknown;
        string Listed(IEnumerable<string> items, string separator = ", ") => string.Join(separator, items) is { Length: > 0 } list ? list : labels.Unknown;
        yield return new(labels.Jurisdiction, result.Jurisdiction == estimate.Place ? estimate.Place : $"{result.Jurisdiction}, {estimate.Place}");
        yield return new(labels.Currency, result.Currency);
        yield return new(labels.Violation, words.Violation(result));
        yield return new(labels.Fault, words.Fault(inputs));
        yield return new(labels.Roles, Listed(inputs.Roles));
        yield return new(labels.People, inputs.Victims is { } victims ? words.People(victims) : labels.Unknown);
        yield return new(labels.Turnover, Listed(inputs.Turnover.OrderBy(t => t.Year).Select(t => words.Year(t, result.Currency)), "\n"));
        yield return new(labels.Average, Money(result.Average));
        yield return new(labels.Base, Money(result.Base));
        yield return new(labels.Participation, Listed(inputs.Participation.Select(words.Percent)));
        yield return new(labels.Offers, Listed(inputs.Offers.Select(o => Money(o))));
        yield return new(labels.NoticeCost, Money(inputs.NoticeCost));
    }
}
