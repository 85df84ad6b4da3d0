using static IncidentGrains.Host.Documents.Plots.PlotStyle;

namespace IncidentGrains.Host.Documents.Plots;

/// <summary>A chart with the place of everything in it.</summary>
internal sealed class RangeDrawing
{
    private const float Leading = 1.5f;
    private const float Swatch = 10;
    private const float PanelGap = 14;

    private readonly List<PlotMark> _marks = [];

    private RangeDrawing(RangeChart chart, PlotType type)
    {
        var y = Text(chart.Title, Margin, TitleSize, bold: true, Ink, type) + 2;
        for (var series = 0; series < chart.Legend.Count; series++)
        {
            _marks.Add(new PlotBar(Margin, y + 4, Swatch, Swatch, Fill(series)));
            y = Text(chart.Legend[series], y, TextSize, bold: false, Ink, type, indent: Swatch + 8);
        }

        // All panels begin and end at the same places, so that the eye keeps its line.
        var left = Margin + chart.Panels.Max(p => RangePanelDrawing.LabelWidth(p, type)) + 10;
        // The figures of the longest bar stand to its right.
        var right = Width - Margin - chart.Panels.Max(p => RangePanelDrawing.FigureWidth(p, type)) - 6;
        foreach (var panel in chart.Panels)
        {
            y += 8;
            y = Text(panel.Heading, y, HeadingSize, bold: true, Ink, type);
            var drawing = new RangePanelDrawing(panel, left, right, y, type);
            _marks.AddRange(drawing.Marks);
            y = drawing.Bottom + PanelGap;
        }

        y = Text(chart.Note, y, TextSize, bold: false, Grey, type);
        Height = MathF.Ceiling(y + Margin);
    }

    /// <summary>How wide it is.</summary>
    public float Width { get; } = 720;

    /// <summary>How high it is; every bar adds to it.</summary>
    public float Height { get; }

    /// <summary>Everything in it, what lies below first.</summary>
    public IEnumerable<PlotMark> Marks => _marks.Prepend(new PlotBar(0, 0, Width, Height, Paper));

    /// <summary>Finds the place of everything.</summary>
    public static RangeDrawing Of(RangeChart chart, PlotType type) =>
        chart.Panels.Count == 0 || chart.Panels.Any(p => p.Bars.Count == 0) ? throw new ArgumentException("The chart, or one of its panels, has no bar.", nameof(chart))
        : chart.Panels.SelectMany(p => p.Bars).FirstOrDefault(b => b.Low < 0 || b.High < b.Low) is { } bar
            ? throw new ArgumentException($"The bar '{bar.Label}' from {bar.Low} to {bar.High} is below zero or ends before it begins.", nameof(chart))
        : new RangeDrawing(chart, type);

    // Lines of text from Y down; returns where they end.
    private float Text(string text, float y, float size, bool bold, string color, PlotType type, float indent = 0)
    {
        foreach (var line in PlotLines.Of(text, Width - (2 * Margin) - indent, size, bold, type))
        {
            _marks.Add(new PlotText(Margin + indent, y + size + 2, line, size, bold, color));
            y += size * Leading;
        }

        return y;
    }
}
