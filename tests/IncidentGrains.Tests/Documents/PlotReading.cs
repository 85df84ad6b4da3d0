using IncidentGrains.Host.Documents.Plots;

namespace IncidentGrains.Tests.Documents;

/// <summary>Looks at a chart as a reader does.</summary>
internal static class PlotReading
{
    // Of the size of a letter: how far it rises above the line on which it stands, and hangs below.
    private const float Ascent = 0.75f;
    private const float Descent = 0.2f;

    /// <summary>No two texts run into each other, no text into a bar, and none over the edge.</summary>
    public static void HasNoOverlap(RangeChart chart)
    {
        using var type = new PlotType();
        var drawing = RangeDrawing.Of(chart, type);
        var texts = drawing.Marks.OfType<PlotText>().Select(t => (t.Text, Box: Box(t, type))).ToList();
        var bars = drawing.Marks.OfType<PlotBar>().Where(b => b.Height == 14).Select(b => (Text: "a bar", Box: new Area(b.X, b.Y, b.X + b.Width, b.Y + b.Height))).ToList();
        Assert.All(texts, t => Assert.True(t.Box.Left >= 0 && t.Box.Top >= 0 && t.Box.Right <= drawing.Width && t.Box.Bottom <= drawing.Height, $"'{t.Text}' leaves the page: {t.Box}"));
        for (var n = 0; n < texts.Count; n++)
        {
            Assert.All(texts.Skip(n + 1).Concat(bars), other => Assert.False(texts[n].Box.Meets(other.Box), $"'{texts[n].Text}' {texts[n].Box} runs into '{other.Text}' {other.Box}"));
        }
    }

    private static Area Box(PlotText text, PlotType type)
    {
        var width = type.Width(text.Text, text.Size, text.Bold);
        var left = text.Anchor switch { PlotAnchor.End => text.X - width, PlotAnchor.Middle => text.X - (width / 2), _ => text.X };
        return new Area(left, text.Y - (text.Size * Ascent), left + width, text.Y + (text.Size * Descent));
    }

    private sealed record Area(float Left, float Top, float Right, float Bottom)
    {
        public bool Meets(Area other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
