using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Rows as an import would take them.</summary>
internal static class PreviewRows
{
    /// <summary>Prints the rows, and those that would be rejected.</summary>
    public static void Write(IAnsiConsole console, PreviewImportResponse preview)
    {
        foreach (var row in preview.Rows)
        {
            Terminal.Line(console, SafeText.Line($"line {row.Line}  {row.Jurisdiction}  told apart by {EnumText.Short(row.Identity)}"), Styles.Bold);
            var card = new Card();
            foreach (var cell in row.Cells)
            {
                card.Row(cell.Field, cell.Value);
            }

            card.Row("categories", string.Join(", ", row.Categories)).Row("warnings", string.Join(", ", row.Warnings), Styles.Warn).Write(console);
        }

        foreach (var reject in preview.Rejects)
        {
            Terminal.Line(console, SafeText.Line($"line {reject.Line}  rejected: {reject.Reason}{(reject.Column.Length > 0 ? $" in {reject.Column}" : "")}"), Styles.Bad);
        }

        Terminal.Line(console, $"{preview.Rows.Count:N0} rows would be taken, {preview.Rejects.Count:N0} rejected. Nothing was recorded.", Styles.Dim);
    }
}
