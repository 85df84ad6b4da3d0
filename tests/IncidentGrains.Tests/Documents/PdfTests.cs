using System.Globalization;
using System.Text.RegularExpressions;
using IncidentGrains.Host.Documents;
using IncidentGrains.Host.Documents.Pdf;

namespace IncidentGrains.Tests.Documents;

/// <summary>A PDF says what the document says, to a reader that is not ours.</summary>
public sealed partial class PdfTests
{
    [PopplerFact]
    public void Text_AsAReaderExtractsIt_EqualsTheData()
    {
        var form = Samples.Form();
        var text = Poppler.Dense(Poppler.Text(PdfWriter.Write(form)));
        Assert.All(Texts(form), t => Assert.Contains(Poppler.Dense(t), text, StringComparison.Ordinal));
    }

    [PopplerFact]
    public void Table_OfFortyRows_LosesNothingOverItsPages()
    {
        var document = Samples.Rows(40);
        var pages = Poppler.Pages(PdfWriter.Write(document));
        Assert.True(pages.Length >= 2, $"{pages.Length} pages");
        Assert.All(pages, p => Assert.Contains("Obligation", p, StringComparison.Ordinal));
        var text = Poppler.Dense(string.Concat(pages));
        Assert.All(Enumerable.Range(1, 40), n => Assert.Contains(Poppler.Dense($"r{n} 행 {n}: 정보주체 통지 notice-{n}"), text, StringComparison.Ordinal));
        Assert.Equal(5 * 120, text.Count(c => c == '가'));
    }

    [PopplerFact]
    public void Row_LongerThanAPage_GoesOnOnTheNext()
    {
        var words = Enumerable.Range(1, 3000).Select(n => $"단어{n}").ToList();
        var pages = Poppler.Pages(PdfWriter.Write(Samples.Of(new Section("Form", [new KeyValues([new("경위", string.Join(' ', words)), new("끝", "the end")])]))));
        Assert.True(pages.Length >= 3, $"{pages.Length} pages");
        var found = string.Concat(pages).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith("단어", StringComparison.Ordinal));
        Assert.Equal(words, found);
        Assert.Contains("the end", pages[^1], StringComparison.Ordinal);
    }

    [PopplerFact]
    public void Pages_AreNumberedAndNamed()
    {
        var pages = Poppler.Pages(PdfWriter.Write(Samples.Rows(120)));
        Assert.All(pages.Select((text, i) => (text, i)), p =>
        {
            Assert.Contains($"페이지 {p.i + 1} / {pages.Length}", p.text, StringComparison.Ordinal);
            Assert.Contains("inc-0000", p.text, StringComparison.Ordinal);
            Assert.Contains("초안 Draft", p.text, StringComparison.Ordinal);
        });
    }

    [PopplerFact]
    public void LongUnbrokenWord_IsPartedInsideTheMargins()
    {
        var latin = string.Concat(Enumerable.Range(0, 300).Select(n => n.ToString("X3", CultureInfo.InvariantCulture)));
        var hangul = string.Concat(Enumerable.Range(0, 400).Select(n => (char)(0xAC00 + n)));
        var pdf = PdfWriter.Write(Samples.Of(new Section(latin, [new Paragraph(latin), new KeyValues([new(hangul, latin)]), new Table("T", [new("A"), new(hangul, 0.2)], [[latin, "x"]])])));
        var text = Poppler.Dense(Poppler.Text(pdf));
        Assert.True(text.Split(latin).Length > 2);
        Assert.All(Poppler.RightEdges(pdf), edge => Assert.True(edge <= PageGeometry.Width - PageGeometry.Margin + 0.5, $"{edge}"));
    }

    [PopplerFact]
    public void Fonts_AreEmbeddedAsSubsets()
    {
        var fonts = Poppler.Fonts(PdfWriter.Write(Samples.Form())).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.Equal(3, fonts.Count);
        Assert.All(fonts, f => Assert.Matches(@"^IGDOC[A-C]\+.* CID TrueType +Identity-H +yes yes yes ", f));
        Assert.True(PdfWriter.Write(Samples.Rows(3)).Length < 100_000);
    }

    [PopplerFact]
    public void Metadata_NamesTheDocument()
    {
        var info = Poppler.Info(PdfWriter.Write(Samples.Form()));
        Assert.Matches(@"Title: +개인정보 유출 신고서 Report of a leak\n", info);
        Assert.Matches(@"Author: +Made-up Shop\n", info);
        Assert.Matches(@"Subject: +inc-0000\n", info);
        Assert.Matches(@"CreationDate: +Wed Dec  3 01:02:03 2025", info);
    }

    [PopplerFact]
    public void AnyWords_SurviveThePage()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] alphabet = ["가", "힣", "뷁", "a", "W", "i", " ", " ", "-", "漢", "。", "č", "Ω", "Ж", "1", ",", "(", ")", "·", "\u00A0"];
        var paragraphs = Enumerable.Range(0, 60).Select(n => $"#{n}#" + string.Concat(Enumerable.Range(0, random.Next(400)).Select(_ => alphabet[random.Next(alphabet.Length)]))).ToList();
        var text = Poppler.Dense(Poppler.Text(PdfWriter.Write(Samples.Of(new Section("Words", [.. paragraphs.Select(p => new Paragraph(p))]))), "-raw"));
        // Where a page ends, its foot and the next one's head stand between.
        foreach (var frame in new[] { "초안Draft", "inc-0000", "개인정보유출신고서Reportofaleak" })
        {
            text = text.Replace(frame, "", StringComparison.Ordinal);
        }

        text = PageNumber().Replace(text, "");
        Assert.All(paragraphs, p => Assert.True(text.Contains(Poppler.Dense(p), StringComparison.Ordinal), $"seed {seed}: {p}"));
    }

    [Fact]
    public void EqualDocuments_HaveEqualBytes_AndOthersOthers()
    {
        var first = PdfWriter.Write(Samples.Form());
        var twins = new byte[4][];
        Parallel.For(0, twins.Length, n => twins[n] = PdfWriter.Write(Samples.Form()));
        Assert.All(twins, t => Assert.Equal(first, t));
        Assert.Matches("[0-9A-F]", Identity(first));
        var other = PdfWriter.Write(Samples.Form() with { Reference = "inc-0001" });
        Assert.NotEqual(Identity(first), Identity(other));
        Assert.DoesNotContain("incidentgrainsid", System.Text.Encoding.Latin1.GetString(first), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sealed 😀 today", "U+1F600 '😀'")]
    [InlineData("ใบแจ้ง", "U+0E43")]
    [InlineData("a\u0007b", "U+0007")]
    public void Character_WithoutAGlyph_IsNamedAndNeverDropped(string text, string name)
    {
        Block[] blocks = [new Paragraph(text), new Note(text), new KeyValues([new(text, "")]), new KeyValues([new("", text)]), new Table("T", [new(text)], []), new Table("T", [new("A")], [[text]])];
        Document[] documents = [.. blocks.Select(b => Samples.Of(new Section("", [b]))), Samples.Of(new Section(text, [])), Samples.Of() with { Title = text }, Samples.Of() with { Footer = text }];
        Assert.All(documents, d => Assert.Contains(name, Assert.Throws<MissingGlyphException>(() => PdfWriter.Write(d)).Message, StringComparison.Ordinal));
    }

    private static string Identity(byte[] pdf) => Id().Match(System.Text.Encoding.Latin1.GetString(pdf)).Value;

    [GeneratedRegex(@"/ID\[<[0-9A-F]{32}>", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"페이지\d/\d", RegexOptions.NonBacktracking)]
    private static partial Regex PageNumber();

    private static IEnumerable<string> Texts(Document document) => document.Sections.SelectMany(s => s.Blocks.SelectMany(b => b switch
    {
        Paragraph p => [p.Text],
        Note n => [n.Text],
        Figure f => [f.Caption],
        KeyValues v => v.Rows.SelectMany(r => new[] { r.Key, r.Value }),
        _ => Array.Empty<string>(),
    }).Append(s.Heading)).Append(document.Title);
}
