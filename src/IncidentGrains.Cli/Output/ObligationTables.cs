using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Lists of obligations and clocks, and what an incident can cost.</summary>
internal static class ObligationTables
{
    /// <summary>The obligations of an incident.</summary>
    public static void Write(IAnsiConsole console, ListObligationsResponse page)
    {
        var sheet = new Sheet("OBLIGATION", "STATUS", "DUE", "LOCAL", "LEFT", "TO", "ASSIGNEE", "SOURCE");
        foreach (var o in page.Obligations)
        {
            sheet.Row(
                o.ObligationId,
                new Cell(EnumText.Short(o.Status) + (o.LateBy is null ? "" : $" by {ClockText.Hours(o.LateBy)}"), Styles.Of(o.Status)),
                o.DueAt is null ? o.Soft ? "without delay" : "" : SafeText.Time(o.DueAt),
                o.DueLocal,
                ClockText.Left(o.TimeLeft),
                string.Join(' ', o.Recipients),
                new Cell(o.Assignee, Styles.Dim),
                new Cell(o.Citation, Styles.Dim));
        }

        sheet.Write(console);
        Tables.End(console, page.Obligations.Count, $"of {page.TotalSize} obligations, as of {SafeText.Time(page.AsOf)}. Not legal advice", page.NextPageToken);
    }

    /// <summary>A page of the board.</summary>
    public static void Write(IAnsiConsole console, ListClocksResponse page)
    {
        Board(console, page.Clocks);
        Tables.End(console, page.Clocks.Count, $"of {page.TotalSize} clocks, as of {SafeText.Time(page.AsOf)}. Not legal advice", page.NextPageToken);
    }

    /// <summary>What changed on the board.</summary>
    public static void Write(IAnsiConsole console, WatchClocksResponse change)
    {
        Board(console, change.Clocks);
        foreach (var gone in change.Gone)
        {
            Terminal.Line(console, SafeText.Line($"{gone.ObligationId} of {gone.IncidentId} left the board"), Styles.Dim);
        }
    }

    /// <summary>What an incident can cost.</summary>
    public static void Write(IAnsiConsole console, GetExposureResponse exposure)
    {
        var sheet = new Sheet("WHAT", "FROM", "TO", "MADE FROM", "SOURCE");
        foreach (var range in exposure.Ranges)
        {
            sheet.Row(range.Title, range.Low, range.High, range.Inputs, range.Confidence.Length > 0 ? $"{range.Source} ({range.Confidence})" : range.Source);
        }

        sheet.Write(console);
        Terminal.Line(
            console, $"In {exposure.Currency}{(exposure.HasVictims ? $", for {exposure.Victims:N0} people" : "")}, as of {SafeText.Time(exposure.AsOf)}. A ceiling is not a forecast; not legal advice.", Styles.Dim);
    }

    /// <summary>The regulatory facts of an incident.</summary>
    public static void Write(IAnsiConsole console, RegulatoryRecord record)
    {
        // Alone on standard output, so that `rules evaluate --facts -` takes it.
        console.Profile.Out.Writer.WriteLine(SafeText.Line(record.EvaluatedFacts));
        foreach (var left in record.LeftOut)
        {
            Terminal.Line(Terminal.Error, SafeText.Line("left out: " + left), Styles.Warn);
        }

        Terminal.Line(Terminal.Error, $"version {record.Version}, as of {SafeText.Time(record.AsOf)}", Styles.Dim);
    }

    private static void Board(IAnsiConsole console, IReadOnlyCollection<RegulatoryClock> clocks)
    {
        var sheet = new Sheet("DUE", "LOCAL", "LEFT", "STATUS", "OBLIGATION", "TO", "OWNER", "", "INCIDENT", "TITLE");
        foreach (var c in clocks)
        {
            sheet.Row(
                SafeText.Time(c.DueAt) + (c.Soft && c.DueAt is not null ? " (target)" : ""),
                c.DueLocal,
                new Cell(ClockText.Left(c.TimeLeft), c.Status == ObligationStatus.Overdue ? Styles.Bad : Style.Plain),
                new Cell(EnumText.Short(c.Status), Styles.Of(c.Status)),
                c.ObligationId,
                string.Join(' ', c.Recipients),
                c.Assignee.Length > 0 ? new Cell(c.Assignee, Styles.Dim) : new Cell("nobody", Styles.Warn),
                new Cell(c.WaiverPending ? "waiver asked" : "", Styles.Warn),
                new Cell(c.IncidentId, Styles.Dim),
                c.IncidentTitle);
        }

        sheet.Write(console);
    }
}
