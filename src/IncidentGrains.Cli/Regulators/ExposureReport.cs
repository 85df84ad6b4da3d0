using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Cli.Regulators;

/// <summary>Prints what a breach can cost.</summary>
internal static class ExposureReport
{
    /// <summary>Prints ranges as a table, or all figures as one JSON object with amounts as decimal texts.</summary>
    public static void Write(ExposureEstimate estimate, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.PrintSnake(new { Exposure = AsJson(estimate) });
            return;
        }

        var sheet = new Sheet("WHAT", "FROM", "TO", "MADE FROM", "SOURCE");
        foreach (var range in estimate.Ranges)
        {
            sheet.Row(range.Title, $"{range.Low:N0}", $"{range.High:N0}", range.Inputs, range.Confidence.Length > 0 ? $"{range.Source} ({range.Confidence})" : range.Source);
        }

        sheet.Write(Terminal.Out);
        Terminal.Line(Terminal.Out, $"In {estimate.Currency}. A ceiling is not a forecast; not legal advice.", Styles.Dim);
    }

    private static object AsJson(ExposureEstimate e) => new
    {
        e.Jurisdiction, e.Currency, Average = Text(e.Average), Base = Text(e.Base), Rate = e.Rate?.ToString("0.00########"), Cap = Text(e.Cap),
        FinePercentOfAverage = Text(e.FinePercentOfAverage), FinePercentOfPriorYear = Text(e.FinePercentOfPriorYear), ImpliedBase = Text(e.ImpliedBase),
        Damages = e.Damages.Select(d => new { PerPerson = Text(d.PerPerson), Total = Text(d.Total) }),
        Claims = e.Claims.Select(c => new { PerPerson = Text(c.PerPerson), Share = Text(c.Share), Total = Text(c.Total) }),
        Ranges = e.Ranges.Select(r => new { r.Kind, r.Title, Low = Text(r.Low), High = Text(r.High), r.Inputs, r.Source, r.Confidence }),
    };

    private static string? Text(decimal? amount) => amount?.ToString("0.##########");
}
