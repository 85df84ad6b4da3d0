using System.Text;
using IncidentGrains.Characters;
using SkiaSharp;

namespace IncidentGrains.Host.Documents.Plots;

/// <summary>Sets the text of a chart in the fonts of the product.</summary>
internal sealed class PlotType : IDisposable
{
    private readonly Dictionary<(string, bool), SKTypeface> _faces = [];

    /// <summary>How wide a text is.</summary>
    public float Width(string text, float size, bool bold) => Runs(text, bold).Sum(run =>
    {
        using var font = Font(run.Face, size);
        return font.MeasureText(run.Text);
    });

    /// <summary>The outlines of a text, as the marks of a chart place it.</summary>
    public SKPath Outlines(PlotText text)
    {
        var width = Width(text.Text, text.Size, text.Bold);
        var x = text.Anchor switch { PlotAnchor.End => text.X - width, PlotAnchor.Middle => text.X - (width / 2), _ => text.X };
        var outlines = new SKPath();
        foreach (var (run, face) in Runs(text.Text, text.Bold))
        {
            using var font = Font(face, text.Size);
            using var path = font.GetTextPath(run, new SKPoint(x, text.Y));
            outlines.AddPath(path);
            x += font.MeasureText(run);
        }

        return outlines;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var face in _faces.Values)
        {
            face.Dispose();
        }
    }

    // Widths as the font has them: rounded to whole pixels, letters would stand unevenly.
    private static SKFont Font(SKTypeface face, float size) => new(face, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    private List<(string Text, SKTypeface Face)> Runs(string text, bool bold)
    {
        var runs = new List<(string Text, SKTypeface Face)>();
        foreach (var rune in CanonicalForm.Of(text).EnumerateRunes())
        {
            var face = FontFile.Families.Select(family => Face(family, bold)).FirstOrDefault(f => !Rune.IsControl(rune) && f.GetGlyph(rune.Value) != 0)
                ?? throw new MissingGlyphException(rune, text);
            if (runs.Count > 0 && runs[^1].Face == face)
            {
                runs[^1] = (runs[^1].Text + rune, face);
            }
            else
            {
                runs.Add((rune.ToString(), face));
            }
        }

        return runs;
    }

    private SKTypeface Face(string family, bool bold)
    {
        if (!_faces.TryGetValue((family, bold), out var face))
        {
            using var data = SKData.CreateCopy(FontFile.Read(family, bold));
            face = SKTypeface.FromData(data) ?? throw new InvalidOperationException($"The font {family} can't be read.");
            _faces.Add((family, bold), face);
        }

        return face;
    }
}
