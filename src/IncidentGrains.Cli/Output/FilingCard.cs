using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>A filing as one page: for whom, where its versions stand, what the regulator wants, and the text with what is missing.</summary>
internal static class FilingCard
{
    /// <summary>Prints the filing.</summary>
    public static void Write(IAnsiConsole console, Filing filing)
    {
        Terminal.Line(console, SafeText.Line($"{filing.FilingId}  {filing.Title}  to {filing.Regulator}"), Styles.Bold);
        new Card()
            .Row("status", EnumText.Short(filing.Status) + (filing.Reason.Length > 0 ? $": {filing.Reason}" : ""))
            .Row("incident", filing.IncidentId)
            .Row("obligations", filing.ObligationIds.Count > 0 ? string.Join(", ", filing.ObligationIds) : "none: it is voluntary")
            .Row("form", $"{filing.Form}, {filing.Language}, {filing.Jurisdiction}, {filing.TimeZone}")
            .Row("first filed", SafeText.Time(filing.FirstFiledAt))
            .Row("version", $"{filing.Version}, as of {SafeText.Time(filing.AsOf)}")
            .Write(console);
        Versions(console, filing);
        Demands(console, filing);
        if (filing.Versions.FirstOrDefault(v => v.Fields.Count > 0) is { } shown)
        {
            Fields(console, shown);
        }

        Terminal.Line(console, "Information, not legal advice.", Styles.Dim);
    }

    /// <summary>Prints the filing and what its refresh changed.</summary>
    public static void Write(IAnsiConsole console, RefreshFilingResponse refreshed)
    {
        Write(console, refreshed.Filing);
        FilingTables.Changes(console, refreshed.Changes);
        Terminal.Line(console, refreshed.Changes.Count == 0 ? "The record says what the draft says already." : $"{refreshed.Changes.Count} fields were taken anew from the record.", Styles.Dim);
    }

    private static void Versions(IAnsiConsole console, Filing filing)
    {
        var sheet = new Sheet("NUMBER", "KIND", "STATE", "SUBMITTED BY", "APPROVED BY", "FILED", "RECEIPT", "REMARK");
        foreach (var v in filing.Versions)
        {
            sheet.Row(
                $"{v.Number}", EnumText.Short(v.Kind), new Cell(EnumText.Short(v.State), Styles.Of(v.State)), new Cell(v.SubmittedBy, Styles.Dim),
                new Cell(v.ApprovedBy, Styles.Dim), SafeText.Time(v.FiledAt), v.ReceiptNumber, Remark(v));
        }

        sheet.Write(console, "Versions");
    }

    private static string Remark(FilingVersion v) => string.Join("; ", new[]
    {
        v.SentBackAt is null ? "" : $"sent back {SafeText.Time(v.SentBackAt)}",
        v.IncompleteReason.Length > 0 ? $"incomplete: {v.IncompleteReason}" : "",
        v.ReturnComment.Length > 0 ? $"returned: {v.ReturnComment}" : "",
    }.Where(t => t.Length > 0));

    private static void Demands(IAnsiConsole console, Filing filing)
    {
        var sheet = new Sheet("ID", "DUE", "LOCAL", "LEFT", "ANSWERED", "DEMAND");
        foreach (var d in filing.Demands)
        {
            sheet.Row(
                d.DemandId, SafeText.Time(d.DueAt), d.DueLocal, new Cell(ClockText.Left(d.TimeLeft), d.Overdue ? Styles.Bad : Style.Plain),
                d.AnsweredBy == 0 ? "no" : $"version {d.AnsweredBy}{(d.LateBy is null ? "" : $", late by {ClockText.Hours(d.LateBy)}")}", d.Text);
        }

        sheet.Write(console, "Demands of the regulator");
    }

    private static void Fields(IAnsiConsole console, FilingVersion version)
    {
        console.WriteLine();
        Terminal.Line(console, $"Version {version.Number}", Styles.Bold);
        var section = "";
        foreach (var f in version.Fields)
        {
            if (f.Section != section && f.Section.Length > 0)
            {
                Terminal.Line(console, SafeText.Line(f.Section), Styles.Bold);
            }

            section = f.Section;
            Terminal.Line(console, SafeText.Line($"  {f.Label}  [{f.Key}]{(f.Edited ? "  edited" : f.Sources.Count > 0 ? $"  from {f.Sources.Count} event(s)" : "")}"), Styles.Dim);
            Terminal.Line(
                console, f.Text.Length > 0 ? "    " + SafeText.Block(f.Text).Replace("\n", "\n    ", StringComparison.Ordinal) : f.Required ? "    MISSING" : "    -",
                f.Text.Length == 0 && f.Required ? Styles.Bad : f.Text.Length > f.MaxLength ? Styles.Warn : Style.Plain);
        }
    }
}
