using SkiaSharp;

namespace IncidentGrains.Host.Documents.Plots;

/// <summary>A chart as PNG. Equal charts give equal bytes.</summary>
internal static class PngWriter
{
    // Twice the size on paper, so that print is sharp.
    private const int Scale = 2;
    private const int Quality = 100;

    /// <summary>Writes a chart.</summary>
    /// <exception cref="MissingGlyphException">A character has no glyph in any font.</exception>
    /// <exception cref="ArgumentException">There is no bar, or one is below zero or ends before it begins.</exception>
    public static byte[] Write(RangeChart chart)
    {
        using var type = new PlotType();
        var drawing = RangeDrawing.Of(chart, type);
        using var surface = SKSurface.Create(new SKImageInfo((int)drawing.Width * Scale, (int)drawing.Height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Scale(Scale);
        foreach (var mark in drawing.Marks)
        {
            Draw(surface.Canvas, type, mark);
        }

        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, Quality);
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, PlotType type, PlotMark mark)
    {
        using var paint = new SKPaint { Color = SKColor.Parse(mark.Color), IsAntialias = true };
        switch (mark)
        {
            case PlotBar bar:
                canvas.DrawRect(bar.X, bar.Y, bar.Width, bar.Height, paint);
                break;
            case PlotText text:
                using (var outlines = type.Outlines(text))
                {
                    canvas.DrawPath(outlines, paint);
                }

                break;
        }
    }
}
