using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using IncidentGrains.Contracts;
using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Exposure;
using IncidentGrains.Tests.Documents;
using IncidentGrains.V1;

namespace IncidentGrains.Tests.Exposure;

/// <summary>A report says in every format what the estimates say, to the last unit.</summary>
public sealed class ExposureFileTests
{
    public static TheoryData<ExposureFormat, string> Types() => new()
    {
        { ExposureFormat.Pdf, "application/pdf" }, { ExposureFormat.Svg, "image/svg+xml" }, { ExposureFormat.Png, "image/png" },
        { ExposureFormat.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }, { ExposureFormat.Csv, "text/csv; charset=utf-8" }, { ExposureFormat.Json, "application/json" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void File_HasItsType_AndBytesOfItsOwnContentAlone(ExposureFormat format, string type)
    {
        var file = ExposureFile.Of(ExposureReports.Amendment, format, ExposureLanguage.Korean);
        Assert.Equal(type, file.ContentType);

        // A workbook carries the instant at which it was packed.
        Assert.True(format == ExposureFormat.Xlsx || file.Data.Equals(ExposureFile.Of(ExposureReports.Amendment, format, ExposureLanguage.Korean).Data), "Equal reports differ.");
        Assert.NotEqual(file.Data, ExposureFile.Of(ExposureReports.Laws, format, ExposureLanguage.Korean).Data);
    }

    [Fact]
    public void Format_ThatIsNone_IsRefused() => Assert.Equal(
        "format", Assert.Single(Assert.Throws<CaseException>(() => ExposureFile.Of(ExposureReports.Amendment, ExposureFormat.Unspecified, default)).Violations).Field);

    [Fact]
    public void Plot_WithNothingToShow_IsRefused_ButATableIsNot()
    {
        var nothing = ExposureReports.Of(new IncidentGrains.Law.Exposure.ExposureInputs { Jurisdiction = "US-CA" });
        Assert.Equal("estimates", Assert.Single(Assert.Throws<CaseException>(() => ExposureFile.Of(nothing, ExposureFormat.Png, default)).Violations).Field);
        Assert.NotEmpty(ExposureFile.Of(nothing, ExposureFormat.Pdf, default).Data);
    }

    // LAW.md §5: E2, E3, E4, E9 and E10 at a share of all, and E10 at the shares.
    [Fact]
    public void Csv_HoldsTheFiguresExactly()
    {
        var lines = Encoding.UTF8.GetString(ExposureFile.Of(ExposureReports.Amendment, ExposureFormat.Csv, default).Data.Span[3..]).Split("\r\n");
        Assert.Equal("estimate,jurisdiction,violation_end,negligence,victims,kind,title,low,high,currency,inputs,source,confidence", lines[0]);
        Assert.Contains(lines, l => l.StartsWith("A,KR,2026-09-10,ordinary,33700000,fine,\"Administrative fine, ceiling\",0,997116000000,KRW,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("B,KR,,ordinary,33700000,fine,\"Administrative fine, ceiling\",0,1238703000000,KRW,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("C,KR,,gross,33700000,fine,\"Administrative fine, ceiling\",0,4129010000000,KRW,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains(",claim,\"200,000 for each person\",67400000000,337000000000,KRW,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains(",offer,\"Offer of 50,000 to each person\",1685000000000,1685000000000,KRW,", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains(",notice,Notices,1685000000,1685000000,KRW,", StringComparison.Ordinal));
    }

    [Fact]
    public void Json_HoldsWhatGetExposureAnswers()
    {
        var report = JsonNode.Parse(ExposureFile.Of(ExposureReports.Amendment, ExposureFormat.Json, default).Data.Span)!;
        Assert.Equal(["997116000000", "1238703000000", "4129010000000"], report["estimates"]!.AsArray().Select(e => (string)e!["cap"]!));
        Assert.Equal(["0.01", "0.05", "0.01", "0.05"], report["estimates"]![0]!["claims"]!.AsArray().Select(c => (string)c!["share"]!));
        Assert.Equal("H", (string)report["estimates"]![0]!["ranges"]![0]!["confidence"]!);
    }

    [Fact]
    public void Xlsx_HasSheetsOfEachEstimate_WithNumbers()
    {
        using var book = SpreadsheetDocument.Open(new MemoryStream(ExposureFile.Of(ExposureReports.Amendment, ExposureFormat.Xlsx, default).Data.ToByteArray()), isEditable: false);
        var names = book.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(s => s.Name!.Value!).ToList();
        Assert.All(new[] { "A", "B", "C" }, letter => Assert.Equal(3, names.Count(n => n.StartsWith(letter + "  ", StringComparison.Ordinal))));
        var texts = string.Concat(book.WorkbookPart.WorksheetParts.Select(p => p.Worksheet!.OuterXml));
        Assert.Contains("<x:v>1238703000000</x:v>", texts, StringComparison.Ordinal);
    }

    [PopplerFact]
    public void Pdf_TellsInputsRangesAndSources_InBothLanguages()
    {
        var english = Poppler.Dense(Poppler.Text(ExposureFile.Of(ExposureReports.Amendment, ExposureFormat.Pdf, ExposureLanguage.English).Data.ToByteArray()));
        var korean = Poppler.Dense(Poppler.Text(ExposureFile.Of(ExposureReports.Amendment, ExposureFormat.Pdf, ExposureLanguage.Korean).Data.ToByteArray()));
        foreach (var amount in new[] { "997,116,000,000", "1,238,703,000,000", "4,129,010,000,000", "33,237,200,000,000", "67,400,000,000", "1,685,000,000,000" })
        {
            Assert.Contains(amount, english, StringComparison.Ordinal);
            Assert.Contains(amount, korean, StringComparison.Ordinal);
        }

        Assert.All(
            new[] { "Administrative fine, ceiling", "A ceiling is not a forecast", "gross negligence", "violation ended 2026-09-10", "2023: 31,829,800,000,000 KRW", "Claims by participation" },
            t => Assert.Contains(Poppler.Dense(t), english, StringComparison.Ordinal));
        Assert.All(
            new[] { "과징금 상한", "상한은 예측이 아닙니다", "중과실", "위반행위 종료 2026-09-10", "2023년: 31,829,800,000,000 KRW", "참여율별 청구 금액", "33,700,000명" },
            t => Assert.Contains(Poppler.Dense(t), korean, StringComparison.Ordinal));
        Assert.Contains("PIPA64-2(2)", korean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DocumentLanguage.English)]
    [InlineData(DocumentLanguage.Korean)]
    public void Plot_CanBeRead(object language)
    {
        var words = ExposureWords.Of((DocumentLanguage)language);
        PlotReading.HasNoOverlap(ExposurePlot.Of(ExposureReports.Amendment, words)!);
        PlotReading.HasNoOverlap(ExposurePlot.Of(ExposureReports.Laws, words)!);
    }

    [Fact]
    public void Plot_ShowsWhatIsTheSameOnce_WithTheLettersOfAll()
    {
        var labels = ExposurePlot.Of(ExposureReports.Amendment, ExposureWords.Of(DocumentLanguage.English))!.Panels.SelectMany(p => p.Bars).Select(b => b.Label).ToList();
        Assert.Contains("A, B, C: Notices", labels);
        Assert.Equal(["A: Administrative fine, ceiling", "B: Administrative fine, ceiling", "C: Administrative fine, ceiling"], labels.Where(l => l.EndsWith("Administrative fine, ceiling", StringComparison.Ordinal)));
    }

    [Fact]
    public void Korean_HasNoWordOfEnglish_BesideSourcesAndCodes()
    {
        var words = ExposureWords.Of(DocumentLanguage.Korean);
        var ranges = ExposureReports.Amendment.Cases.Concat(ExposureReports.Laws.Cases).SelectMany(c => c.Estimate.Ranges).ToList();
        Assert.All(ranges, r =>
        {
            Assert.Contains(words.TitleOf(r), c => c is >= '가' and <= '힣');
            Assert.DoesNotContain(words.Basis(r.Basis), char.IsAsciiLetter);
        });
    }
}
