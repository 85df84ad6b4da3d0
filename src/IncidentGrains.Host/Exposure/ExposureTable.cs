using IncidentGrains.Host.Documents;

namespace IncidentGrains.Host.Exposure;

/// <summary>All ranges of a report as one table for programs: a row each, with what it is an estimate of.</summary>
internal static class ExposureTable
{
    private static readonly string[] Headings =
        ["estimate", "jurisdiction", "violation_end", "negligence", "victims", "kind", "title", "low", "high", "currency", "inputs", "source", "confidence"];

    /// <summary>The table.</summary>
    public static Table Of(ExposureReport report) => new("exposure", [.. Headings.Select(h => new Column(h))], [.. report.Cases.SelectMany((c, n) => c.Estimate.Ranges.Select(r => (IReadOnlyList<Cell>)
    [
        ExposureReport.Letter(n), c.Estimate.Jurisdiction, c.Estimate.ViolationEndDay?.ToString("yyyy-MM-dd") ?? "", c.Inputs.Negligence.ToString().ToLowerInvariant(),
        c.Inputs.Victims is { } victims ? new Cell($"{victims}", victims) : "", Kind(r.Kind), r.Title, new Cell("", r.Low), new Cell("", r.High), c.Estimate.Currency,
        r.Inputs, r.Source, r.Confidence,
    ]))]);

    private static string Kind(Law.Exposure.ExposureKind kind) => kind switch
    {
        Law.Exposure.ExposureKind.StatutoryClaim => "statutory_claim",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
