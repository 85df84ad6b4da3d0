using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using IncidentGrains.Characters;
using XlsxCell = DocumentFormat.OpenXml.Spreadsheet.Cell;
using XlsxColumn = DocumentFormat.OpenXml.Spreadsheet.Column;

namespace IncidentGrains.Host.Documents.Spreadsheets;

/// <summary>A document's tables and forms as a workbook: a sheet each. Text is text, a number a number; no cell is a formula.</summary>
internal static class XlsxWriter
{
    /// <summary>The longest text of a cell; Excel cuts off what is beyond, without a word.</summary>
    public const int MaxCharacters = 32_767;

    /// <summary>The most rows of a sheet.</summary>
    public const int MaxRows = 1_048_576;

    private const uint BoldStyle = 1;

    /// <summary>Writes a document.</summary>
    /// <exception cref="ArgumentException">It has no table, or one with more than a sheet or a cell can hold.</exception>
    public static byte[] Write(Document document)
    {
        var tables = document.Sections.SelectMany(Tables).ToList();
        if (tables.Count == 0)
        {
            throw new ArgumentException("The document has no table to make a sheet of.", nameof(document));
        }

        using var stream = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            workbook.PackageProperties.Title = document.Title;
            workbook.PackageProperties.Creator = document.Author;
            workbook.PackageProperties.Created = document.Made.UtcDateTime;
            var book = workbook.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            var sheets = new Sheets();
            var names = new SheetNames();
            for (var n = 0; n < tables.Count; n++)
            {
                var id = $"sheet{n + 1}";
                book.AddNewPart<WorksheetPart>(id).Worksheet = SheetOf(tables[n]);
                sheets.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = id, SheetId = (uint)n + 1, Name = names.Of(tables[n].Name) });
            }

            book.Workbook = new Workbook(sheets);
        }

        return stream.ToArray();
    }

    private static IEnumerable<Table> Tables(Section section) => section.Blocks.SelectMany<Block, Table>(block => block switch
    {
        Table table => [table],
        KeyValues values => [new Table(section.Heading, [new(""), new("")], [.. values.Rows.Select(r => (IReadOnlyList<Cell>)[r.Key, r.Value])])],
        _ => [],
    });

    private static Worksheet SheetOf(Table table)
    {
        if (table.Rows.Count >= MaxRows)
        {
            throw new ArgumentException($"'{table.Name}' has {table.Rows.Count:N0} rows; a sheet holds {MaxRows - 1:N0} below its headings. Write CSV.", nameof(table));
        }

        var rows = new SheetData();
        if (table.Columns.Any(c => c.Heading.Length > 0))
        {
            rows.Append(new Row(table.Columns.Select(c => Text(c.Heading, BoldStyle))));
        }

        foreach (var row in table.Rows)
        {
            rows.Append(new Row(row.Select(c => c.Number is { } number ? Number(number) : Text(c.Text, 0))));
        }

        var widths = new Columns(table.Columns.Select((c, i) => new XlsxColumn { Min = (uint)i + 1, Max = (uint)i + 1, Width = Math.Clamp(c.Weight * 20, 8, 80), CustomWidth = true }));
        return new Worksheet(widths, rows);
    }

    private static XlsxCell Text(string text, uint style)
    {
        var safe = SafeCell.Text(text);
        return safe.Length <= MaxCharacters
            ? new XlsxCell(new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(XlsxText.Escape(safe)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style }
            : throw new ArgumentException($"A text of {safe.Length:N0} characters does not fit into a cell, which holds {MaxCharacters:N0}. Write CSV.", nameof(text));
    }

    // A spreadsheet computes with about 15 digits and would round beyond; such a number stays whole as text.
    private static XlsxCell Number(decimal number) => decimal.Abs(number) < 1e15m && (decimal)(double)number == number
        ? new XlsxCell(new CellValue(number)) { DataType = CellValues.Number } : Text(number.ToString(System.Globalization.CultureInfo.InvariantCulture), 0);

    private static Stylesheet Styles() => new(
        new DocumentFormat.OpenXml.Spreadsheet.Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));
}
