using System.Globalization;
using System.Text;
using IncidentGrains.Characters;

namespace IncidentGrains.Host.Documents.Spreadsheets;

/// <summary>A table as CSV (RFC 4180) in UTF-8, with the mark at its beginning without which Excel takes Hangul for something else.</summary>
internal static class CsvWriter
{
    /// <summary>Writes a table, its headings first. Each row has as many cells as there are headings.</summary>
    public static byte[] Write(Table table)
    {
        var csv = new StringBuilder();
        Line(csv, table.Columns.Select(c => (Cell)c.Heading));
        foreach (var row in table.Rows)
        {
            Line(csv, table.Columns.Select((_, i) => i < row.Count ? row[i] : (Cell)""));
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static void Line(StringBuilder csv, IEnumerable<Cell> cells) => csv.AppendJoin(',', cells.Select(Written)).Append("\r\n");

    private static string Written(Cell cell) => cell.Number is { } number ? number.ToString(CultureInfo.InvariantCulture) : Quoted(SafeCell.Text(cell.Text));

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 && text == text.Trim() ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
