using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Pdf;
using IncidentGrains.Host.Documents.Spreadsheets;
using IncidentGrains.Host.Regulators.Filings.Exports;
using IncidentGrains.Tests.Documents;
using IncidentGrains.Tests.Proof;

namespace IncidentGrains.Tests.Regulators.Filings.Exports;

/// <summary>Exported filings say all that the filing says, in each format; masked ones all but contacts and names.</summary>
public sealed class FilingDocumentTests
{
    [PopplerFact]
    public void Pdf_HoldsEveryWord_OverAllItsPages()
    {
        foreach (var language in new[] { "ko", "en" })
        {
            var state = SampleFiling.State(language: language);
            var export = SampleFiling.Export(state, 2, masked: false);
            var pdf = PdfWriter.Write(FilingDocument.Of(export));
            var pages = Poppler.Pages(pdf);
            Assert.True(pages.Length >= 4);
            var text = Poppler.Dense(Words(pdf, export, pages.Length));
            foreach (var field in export.Filing.Version.Fields)
            {
                Assert.Contains(Poppler.Dense(language == "ko" ? field.LabelKo : field.LabelEn), text, StringComparison.Ordinal);
                Assert.All(field.Text.Split('\n'), line => Assert.Contains(Poppler.Dense(line), text, StringComparison.Ordinal));
            }

            string[] further =
            [
                state.Title, "PIPC", SampleFiling.Incident, SampleFiling.Id, "KISA-2025-2", "2025-11-24T10:00:00+09:00", SampleExport.Key.Fingerprint, export.Filing.Version.TextDigest,
                "정보주체의 수를 다시 확인할 것", "다시 세었습니다: 33,673,817명.", SampleFiling.Second, "2025-11-19T07:00:00+09:00",
            ];
            Assert.All(further, w => Assert.Contains(Poppler.Dense(w), text, StringComparison.Ordinal));
            Assert.All(pages.Select((p, n) => (Page: p, Number: n + 1)), p => Assert.Contains(PageOf(language, p.Number, pages.Length), Poppler.Dense(p.Page), StringComparison.Ordinal));
        }
    }

    // Where a page ends, its foot and the next one's head stand between the lines of a text.
    private static string Words(byte[] pdf, FilingExport export, int pages)
    {
        var document = FilingDocument.Of(export);
        return string.Concat(Poppler.Text(pdf, "-raw").Split('\f').Select((page, n) => new[] { document.Reference, document.Footer, PageOf(export.Filing.Language, n + 1, pages) }
            .Aggregate(n == 0 ? Poppler.Dense(page) : WithoutFirst(Poppler.Dense(page), Poppler.Dense(document.Title)), (text, frame) => WithoutFirst(text, Poppler.Dense(frame))))) + Poppler.Dense(document.Reference);
    }

    private static string WithoutFirst(string text, string frame) => text.IndexOf(frame, StringComparison.Ordinal) is >= 0 and var at ? text.Remove(at, frame.Length) : text;

    private static string PageOf(string language, int number, int count) => language == "ko" ? $"페이지{number}/{count}" : $"Page{number}/{count}";

    [PopplerFact]
    public void Pdf_Masked_ShowsNeitherContactsNorNames()
    {
        var text = Poppler.Text(PdfWriter.Write(FilingDocument.Of(SampleFiling.Export(SampleFiling.State(), 2, masked: true))));
        Assert.All((string[])["privacy@shop.example", "02-0000-0000", "rana", "idp.example"], s => Assert.DoesNotContain(s, text, StringComparison.Ordinal));
        Assert.Contains("[가림]", text, StringComparison.Ordinal);
        Assert.Contains("연락처와 담당자 이름은 가려져 있습니다.", text, StringComparison.Ordinal);
        Assert.Contains("가나다 쇼핑 주식회사", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "ko", "초안")]
    [InlineData(1, "en", "Draft")]
    [InlineData(3, "ko", "승인됨, 미제출")]
    [InlineData(4, "en", "filed")]
    [InlineData(5, "ko", "보완 요구됨")]
    public void Footer_SaysWhereTheVersionStands(int events, string language, string footer) =>
        Assert.Equal(footer, FilingDocument.Of(SampleFiling.Export(SampleFiling.State(events, language), 1, masked: true)).Footer);

    [Fact]
    public void Footer_OfEveryState_IsWords()
    {
        foreach (var state in Enum.GetValues<FilingVersionState>().Where(s => s != FilingVersionState.None))
        {
            var word = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());
            Assert.Matches("[가-힣]", ExportWords.In(korean: true).StateOf(word));
            Assert.DoesNotContain('_', ExportWords.In(korean: false).StateOf(word));
        }

        Assert.All(Enum.GetValues<FilingCheckResult>().Where(r => r != FilingCheckResult.None), r => Assert.Matches("[가-힣]", ExportWords.In(korean: true).Of(r)));
        Assert.All(Enum.GetValues<FilingVersionKind>().Where(k => k != FilingVersionKind.None), k => Assert.Matches("[가-힣]", ExportWords.In(korean: true).KindOf(k.ToString().ToLowerInvariant())));
    }

    [Fact]
    public void Pdf_WithACharacterThatNoFontHas_IsRefused()
    {
        var export = SampleFiling.Export(SampleFiling.State(), 2, masked: false);
        var field = export.Filing.Version.Fields[0] with { Text = "Sealed 😀 today" };
        var with = export with { Filing = export.Filing with { Version = export.Filing.Version with { Fields = [field] } } };
        Assert.Equal(0x1F600, Assert.Throws<MissingGlyphException>(() => PdfWriter.Write(FilingDocument.Of(with))).Character.Value);
    }

    [Fact]
    public void Csv_HoldsAllFields_AndRunsNothing()
    {
        var export = SampleFiling.Export(SampleFiling.State(), 2, masked: false);
        var csv = Encoding.UTF8.GetString(CsvWriter.Write(FilingDocument.Fields(export)));
        Assert.All(export.Filing.Version.Fields, f => Assert.Contains(f.Text.Replace("\"", "\"\"", StringComparison.Ordinal), csv, StringComparison.Ordinal));
        Assert.Contains($"{SampleFiling.Incident}#2", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)(^|,)\"?[=+@\t-]", csv);
    }

    [Fact]
    public void Xlsx_HoldsAllFields_AndRunsNothing()
    {
        var export = SampleFiling.Export(SampleFiling.State(), 2, masked: false);
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(XlsxWriter.Write(FilingDocument.Of(export))), isEditable: false);
        var cells = workbook.WorkbookPart!.WorksheetParts.SelectMany(w => w.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()).ToList();
        Assert.DoesNotContain(cells, c => c.CellFormula is not null);
        var texts = cells.Select(c => c.InnerText).ToHashSet(StringComparer.Ordinal);
        Assert.All(export.Filing.Version.Fields.Where(f => f.Key is not ("formula" or "measures")), f => Assert.Contains(f.Text, texts));
        Assert.Contains("'=HYPERLINK(\"https://evil.example\")", texts);
        Assert.DoesNotContain(texts, t => t.StartsWith('='));
    }

    [Fact]
    public void Json_HoldsTheStatementAndItsProof()
    {
        var export = SampleFiling.Export(SampleFiling.State(), 2, masked: true);
        var bytes = FilingExportJson.Write(export);
        var json = JsonNode.Parse(bytes)!;
        Assert.True((bool)json["filing"]!["masked"]!);
        Assert.Equal(export.Filing.Version.Fields.Count, json["filing"]!["version"]!["fields"]!.AsArray().Count);
        Assert.Equal(export.Checkpoint.Jws, (string)json["checkpoint"]!["jws"]!);
        Assert.Equal("missing", (string)json["check"]![0]!["result"]!);
        Assert.Equal(["contact", "measures", "dmd-1"], json["differences"]!.AsArray().Select(d => (string)d!["key"]!));
        Assert.DoesNotContain("privacy@shop.example", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_TellWhatChangedAndWhatIsGone()
    {
        var state = SampleFiling.State();
        var (first, second) = (state.Find(1)!, state.Find(2)!);
        Assert.Equal([], FieldDifference.Between(null, first, "ko", masked: false));
        var gone = FieldDifference.Between(second, first, "ko", masked: false);
        Assert.Equal(("dmd-1", "다시 세었습니다: 33,673,817명.", ""), (gone[^1].Key, gone[^1].Before, gone[^1].After));
        var contact = FieldDifference.Between(first, second, "ko", masked: true)[0];
        Assert.Equal((FilingStatements.Mask, FilingStatements.Mask), (contact.Before, contact.After));
    }
}
