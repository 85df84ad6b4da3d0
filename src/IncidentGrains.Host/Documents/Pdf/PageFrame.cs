using IncidentGrains.Characters;

namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>What stands around the text of each page: the title and reference at its head, the footer and "n / m" at its foot.</summary>
internal static class PageFrame
{
    private const double HeadY = 40;
    private const double FootY = PageGeometry.Height - 50;

    /// <summary>The frame of a page.</summary>
    public static IEnumerable<Mark> Around(Document document, int page, int pages, Glyphs glyphs)
    {
        var style = TextStyle.Small;
        // With the word before it: readers take three single characters in a row for one word.
        var number = $"{(document.Language == DocumentLanguage.Korean ? "페이지" : "Page")} {page} / {pages}";
        var (reference, footer) = (OneLine(document.Reference), OneLine(document.Footer));
        yield return Right(reference, HeadY, style, glyphs);
        // The title stands whole on the first page; here it may give way to the reference.
        yield return new TextMark(PageGeometry.Margin, HeadY, Fitting(OneLine(document.Title), PageGeometry.TextWidth - glyphs.Width(reference, style) - 20, style, glyphs), style);
        yield return new RuleMark(PageGeometry.Margin, HeadY + style.Leading + 4, PageGeometry.Width - PageGeometry.Margin, HeadY + style.Leading + 4);
        yield return new TextMark(PageGeometry.Margin, FootY, Fitting(footer, PageGeometry.TextWidth - glyphs.Width(number, style) - 20, style, glyphs), style);
        yield return Right(number, FootY, style, glyphs);
    }

    private static TextMark Right(string text, double y, TextStyle style, Glyphs glyphs) =>
        new(PageGeometry.Width - PageGeometry.Margin - glyphs.Width(text, style), y, text, style);

    private static string Fitting(string text, double width, TextStyle style, Glyphs glyphs)
    {
        var lines = new LineBreaker(glyphs).Break(text, style, Math.Max(width - glyphs.Width("…", style), 0));
        return lines.Count == 1 ? lines[0] : lines[0] + "…";
    }

    private static string OneLine(string text) => CanonicalForm.Of(text).ReplaceLineEndings(" ").Replace('\t', ' ');
}
