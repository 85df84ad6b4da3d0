using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>Which font shows which character, and how wide it is. To be used under <see cref="EmbeddedFonts.Exclusive"/>.</summary>
internal sealed class Glyphs : IDisposable
{
    // Wide enough that a width is exact to a thousandth of the font's own unit.
    private const double Em = 1000;

    private readonly Dictionary<(Rune, bool), Glyph> _known = [];
    private readonly XGraphics _measure = XGraphics.CreateMeasureContext(new XSize(Em, Em), XGraphicsUnit.Point, XPageDirection.Downwards);

    /// <summary>The glyph of a character.</summary>
    /// <param name="character">The character.</param>
    /// <param name="bold">Whether in bold.</param>
    /// <param name="text">The text in which it stands, for the error.</param>
    /// <exception cref="MissingGlyphException">No font has it.</exception>
    public Glyph Of(Rune character, bool bold, string text)
    {
        if (_known.TryGetValue((character, bold), out var known))
        {
            return known;
        }

        foreach (var family in FontFile.Families)
        {
            var font = EmbeddedFonts.Font(family, Em, bold);
            if (!Rune.IsControl(character) && GlyphHelper.GlyphIndexFromCodePoint(character.Value, font) != 0)
            {
                return _known[(character, bold)] = new Glyph(family, _measure.MeasureString(character.ToString(), font).Width / Em);
            }
        }

        throw new MissingGlyphException(character, text);
    }

    /// <summary>How wide a text is, in points.</summary>
    public double Width(string text, TextStyle style) => text.EnumerateRunes().Sum(r => Of(r, style.Bold, text).Width) * style.Size;

    /// <summary>A text in pieces of one font each.</summary>
    public IEnumerable<(string Text, string Family)> Runs(string text, TextStyle style)
    {
        var run = new StringBuilder();
        var family = "";
        foreach (var rune in text.EnumerateRunes())
        {
            var next = Of(rune, style.Bold, text).Family;
            if (run.Length > 0 && next != family)
            {
                yield return (run.ToString(), family);
                run.Clear();
            }

            family = next;
            run.Append(rune);
        }

        if (run.Length > 0)
        {
            yield return (run.ToString(), family);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _measure.Dispose();
}

/// <summary>A character in a font.</summary>
/// <param name="Family">The font.</param>
/// <param name="Width">Its width, against the font's size.</param>
internal readonly record struct Glyph(string Family, double Width);
