using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Lists of filings and forms, what a filing lacks, and how versions differ.</summary>
internal static class FilingTables
{
    /// <summary>A page of filings.</summary>
    public static void Write(IAnsiConsole console, ListFilingsResponse page)
    {
        var sheet = new Sheet("ID", "TO", "FORM", "VERSION", "STATE", "FILED FIRST", "RECEIPT", "DEMANDS", "DUE", "INCIDENT", "OBLIGATIONS");
        var several = page.Filings.Select(f => f.IncidentId).Distinct().Skip(1).Any();
        foreach (var f in page.Filings)
        {
            sheet.Row(
                f.FilingId, f.Regulator, f.Form, $"{f.VersionNumber} {EnumText.Short(f.VersionKind)}",
                f.Status == FilingStatus.Open ? new Cell(EnumText.Short(f.VersionState), Styles.Of(f.VersionState)) : new Cell(EnumText.Short(f.Status), Styles.Dim),
                SafeText.Time(f.FirstFiledAt), f.ReceiptNumber, f.OpenDemands == 0 ? "" : new Cell($"{f.OpenDemands} open", Styles.Bad), SafeText.Time(f.DemandDueAt),
                several ? f.IncidentId : "", string.Join(' ', f.ObligationIds));
        }

        sheet.Write(console);
        Tables.End(console, page.Filings.Count, $"of {page.TotalSize} filings, as of {SafeText.Time(page.AsOf)}", page.NextPageToken);
    }

    /// <summary>What a version has, and what it lacks.</summary>
    public static void Write(IAnsiConsole console, CheckFilingResponse check)
    {
        var sheet = new Sheet("ITEM", "RESULT", "FOR", "WHAT IS ASKED");
        foreach (var i in check.Items)
        {
            sheet.Row(
                i.Key, new Cell(EnumText.Short(i.Result), i.Result == FilingCheckResult.Complete ? Styles.Good : Styles.Bad), string.Join(' ', i.Content), i.Label);
        }

        sheet.Write(console);
        Terminal.Line(
            console, check.Complete ? $"version {check.VersionNumber} is complete" : $"version {check.VersionNumber} lacks {check.Items.Count(i => i.Result != FilingCheckResult.Complete)} of {check.Items.Count} items",
            check.Complete ? Styles.Good : Styles.Bad);
        Terminal.Line(console, "Information, not legal advice.", Styles.Dim);
    }

    /// <summary>How two versions differ.</summary>
    public static void Write(IAnsiConsole console, CompareFilingVersionsResponse compared)
    {
        Terminal.Line(console, $"version {compared.FromNumber} to {compared.ToNumber}: {compared.Changes.Count} fields differ, {compared.Unchanged} are alike", Styles.Bold);
        Changes(console, compared.Changes);
    }

    /// <summary>Forms.</summary>
    public static void Write(IAnsiConsole console, ListFilingFormsResponse page)
    {
        var sheet = new Sheet("FORM", "FIELDS", "RULES", "TITLE", "KOREAN TITLE");
        foreach (var f in page.Forms)
        {
            sheet.Row(f.Form, $"{f.Fields.Count}", string.Join(' ', f.Rules), f.TitleEn, f.TitleKo);
        }

        sheet.Write(console);
        Tables.End(console, page.Forms.Count, $"of {page.TotalSize} forms", page.NextPageToken);
    }

    /// <summary>Fields word by word: what came stands in {+ +}, what went in [- -].</summary>
    public static void Changes(IAnsiConsole console, IEnumerable<FilingFieldChange> changes)
    {
        foreach (var change in changes)
        {
            Terminal.Line(console, SafeText.Line($"{change.Label}  [{change.Key}]"), Styles.Dim);
            var text = new Paragraph("  ");
            foreach (var s in change.Segments)
            {
                var piece = SafeText.Block(s.Text).Replace("\n", "\n  ", StringComparison.Ordinal);
                _ = s.Change switch
                {
                    TextChange.Inserted => text.Append($"{{+{piece}+}}", Styles.Good),
                    TextChange.Deleted => text.Append($"[-{piece}-]", Styles.Bad),
                    _ => text.Append(piece),
                };
            }

            console.Write(text);
            console.WriteLine();
        }
    }
}
