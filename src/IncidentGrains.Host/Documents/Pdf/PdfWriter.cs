using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>A document as PDF: A4, fonts embedded, pages counted, nothing cut. Equal documents give equal bytes.</summary>
internal static class PdfWriter
{
    private const double BlockGap = 8;
    private const double SectionGap = 14;
    private const double Hairline = 0.5;

    /// <summary>Writes a document.</summary>
    /// <exception cref="MissingGlyphException">A character has no glyph in any font.</exception>
    public static byte[] Write(Document document)
    {
        lock (EmbeddedFonts.Exclusive)
        {
            using var glyphs = new Glyphs();
            var sheets = Lay(document, glyphs);
            using var pdf = new PdfDocument();
            Describe(pdf, document);
            for (var n = 0; n < sheets.Count; n++)
            {
                var page = pdf.AddPage();
                (page.Width, page.Height) = (XUnit.FromPoint(PageGeometry.Width), XUnit.FromPoint(PageGeometry.Height));
                using var graphics = XGraphics.FromPdfPage(page);
                foreach (var mark in PageFrame.Around(document, n + 1, sheets.Count, glyphs).Concat(sheets[n].Marks))
                {
                    Draw(graphics, glyphs, mark);
                }
            }

            using var stream = new MemoryStream();
            pdf.Save(stream, closeStream: false);
            return PdfIdentity.Fix(stream.ToArray());
        }
    }

    private static IReadOnlyList<Sheet> Lay(Document document, Glyphs glyphs)
    {
        var layout = new Layout(glyphs);
        layout.Text(document.Title, TextStyle.Title);
        foreach (var section in document.Sections)
        {
            layout.Skip(SectionGap);
            if (section.Heading.Length > 0)
            {
                layout.Text(section.Heading, TextStyle.Heading, keep: 3 * TextStyle.Body.Leading);
                layout.Skip(BlockGap / 2);
            }

            foreach (var block in section.Blocks)
            {
                Lay(layout, block);
                layout.Skip(BlockGap);
            }
        }

        return layout.Sheets;
    }

    private static void Lay(Layout layout, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                layout.Text(paragraph.Text, TextStyle.Body);
                break;
            case Note note:
                layout.Text(note.Text, TextStyle.Small);
                break;
            case KeyValues values:
                TableLayout.Put(layout, values);
                break;
            case Table table:
                TableLayout.Put(layout, table);
                break;
            case Figure figure:
                using (var image = XImage.FromStream(new MemoryStream(figure.Png)))
                {
                    // As wide as the text, unless that would make it higher than a page.
                    var scale = Math.Min(PageGeometry.TextWidth / image.PixelWidth, (PageGeometry.Bottom - PageGeometry.Top - (2 * TextStyle.Small.Leading)) / image.PixelHeight);
                    var (width, height) = (image.PixelWidth * scale, image.PixelHeight * scale);
                    layout.Need(height + (2 * TextStyle.Small.Leading));
                    layout.Put(new PictureMark(PageGeometry.Margin, layout.Y, width, height, figure.Png));
                    layout.Skip(height);
                }

                layout.Text(figure.Caption, TextStyle.Small);
                break;
            default:
                throw new ArgumentException($"There is no way to print a {block.GetType().Name}.", nameof(block));
        }
    }

    private static void Describe(PdfDocument pdf, Document document)
    {
        pdf.Info.Title = document.Title;
        pdf.Info.Subject = document.Reference;
        pdf.Info.Author = document.Author;
        pdf.Info.Creator = "IncidentGrains";
        pdf.Info.CreationDate = document.Made.UtcDateTime;
        pdf.Info.ModificationDate = document.Made.UtcDateTime;
        pdf.Language = document.Language == DocumentLanguage.Korean ? "ko" : "en";
        PdfIdentity.Mark(pdf);
    }

    private static void Draw(XGraphics graphics, Glyphs glyphs, Mark mark)
    {
        switch (mark)
        {
            case TextMark text:
                var x = text.X;
                foreach (var (run, family) in glyphs.Runs(text.Text, text.Style))
                {
                    graphics.DrawString(run, EmbeddedFonts.Font(family, text.Style.Size, text.Style.Bold), new XSolidBrush(text.Style.Color), new XPoint(x, text.Y + text.Style.Baseline));
                    x += glyphs.Width(run, text.Style);
                }

                break;
            case RuleMark rule:
                graphics.DrawLine(new XPen(XColor.FromArgb(0xB0, 0xB0, 0xB0), Hairline), rule.X, rule.Y, rule.Right, rule.Bottom);
                break;
            case ShadeMark shade:
                graphics.DrawRectangle(new XSolidBrush(XColor.FromArgb(0xF1, 0xF3, 0xF5)), shade.X, shade.Y, shade.Width, shade.Height);
                break;
            case PictureMark picture:
                using (var image = XImage.FromStream(new MemoryStream(picture.Png)))
                {
                    graphics.DrawImage(image, picture.X, picture.Y, picture.Width, picture.Height);
                }

                break;
        }
    }
}
