using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using IncidentGrains.Characters;
using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Spreadsheets;
using OurCell = IncidentGrains.Host.Documents.Cell;
using OurColumn = IncidentGrains.Host.Documents.Column;
using OurTable = IncidentGrains.Host.Documents.Table;

namespace IncidentGrains.Tests.Documents;

/// <summary>Tables come out whole, and nothing in them runs in a spreadsheet (attack A5).</summary>
public sealed class SpreadsheetTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://127.0.0.1/\"&A1)")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("  =1")]
    [InlineData("＝1")]
    [InlineData("＠SUM(A1)")]
    public void Formula_BecomesText(string text)
    {
        Assert.Equal("'" + text, SafeCell.Text(text));
        Assert.Contains("'" + text.Replace("\"", "\"\"", StringComparison.Ordinal), Csv(Of([[text]])), StringComparison.Ordinal);
        var cell = Cells(XlsxWriter.Write(Samples.Of(new Section("S", [Of([[text]])]))))[1][0];
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.Null(cell.CellFormula);
        Assert.StartsWith("'", cell.InnerText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b")]
    [InlineData("1-2")]
    [InlineData("가@나")]
    public void Text_ThatIsNoFormula_StaysAsItIs(string text) => Assert.Equal(text, SafeCell.Text(text));

    [Fact]
    public void Csv_QuotesWhatItMust() => Assert.Equal(
        "\uFEFFA,B\r\n\"a,\"\"b\"\"\",\"line\nline\"\r\n-1.50,한글\r\nshort,\r\n",
        Csv(new OurTable("T", [new("A"), new("B")], [["a,\"b\"", "line\nline"], [new OurCell("minus", -1.50m), "한글"], ["short"]])));

    [Fact]
    public void Workbook_HoldsEveryCell_AndIsValid()
    {
        var document = Samples.Of(
            new Section("Form: [1]*", [new KeyValues([new("기관명", "가나다"), new("=1", "_x0041_ \u0001\r\n")])]),
            new Section("S", [Samples.Rows(40).Sections[0].Blocks[0], Of([[new OurCell("big", 12345678901234567890m), OurCell.Of(-2.5m)]])]));
        var bytes = XlsxWriter.Write(document);
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook));
        var book = workbook.WorkbookPart!;
        var sheets = book.Workbook.Descendants<Sheet>().ToList();
        Assert.Equal(["Form   1", "Clocks", "T"], sheets.Select(s => s.Name!.Value!));
        var rows = Rows((WorksheetPart)book.GetPartById(sheets[1].Id!));
        Assert.Equal(41, rows.Count);
        Assert.Equal(("r40", "49360"), (rows[40][0].InnerText, rows[40][3].CellValue!.Text));
        Assert.Equal(["'=1", "_x005F_x0041_ _x0001__x000D_\n"], Rows((WorksheetPart)book.GetPartById(sheets[0].Id!))[1].Select(c => c.InnerText));
        Assert.Equal([("12345678901234567890", true), ("-2.5", false)], Rows((WorksheetPart)book.GetPartById(sheets[2].Id!))[1].Select(c => (c.InnerText, c.DataType!.Value == CellValues.InlineString)));
    }

    [Fact]
    public void Cell_OfMoreThanAWorkbookHolds_IsRefusedAndNotCut() => Assert.Contains(
        "32,767", Assert.Throws<ArgumentException>(() => XlsxWriter.Write(Samples.Of(new Section("S", [Of([[new string('가', 32_768)]])])))).Message, StringComparison.Ordinal);

    [Fact]
    public void SheetNames_AreShortPlainAndDifferent()
    {
        var names = new IncidentGrains.Host.Documents.Spreadsheets.SheetNames();
        Assert.Equal(
            ["a b", "A B 2", "Sheet", "Sheet 2", new string('x', 31), new string('x', 29) + " 2"],
            new[] { "a/b", "A:B", "", "''", new string('x', 40), new string('x', 40) }.Select(names.Of));
    }

    private static OurTable Of(IReadOnlyList<IReadOnlyList<OurCell>> rows) => new("T", [new OurColumn("A"), new OurColumn("B")], rows);

    private static string Csv(OurTable table) => Encoding.UTF8.GetString(CsvWriter.Write(table));

    private static List<List<DocumentFormat.OpenXml.Spreadsheet.Cell>> Cells(byte[] bytes)
    {
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        return Rows(workbook.WorkbookPart!.WorksheetParts.Single());
    }

    private static List<List<DocumentFormat.OpenXml.Spreadsheet.Cell>> Rows(WorksheetPart part) =>
        [.. part.Worksheet.Descendants<Row>().Select(r => r.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().ToList())];
}
