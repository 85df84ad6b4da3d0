using static IncidentGrains.Host.Documents.Plots.PlotStyle;

namespace IncidentGrains.Host.Documents.Plots;

/// <summary>One panel of a chart, with the place of everything in it.</summary>
internal sealed class RangePanelDrawing
{
    private const float RowHeight = 30;
    private const float BarHeight = 14;
    private const float AxisHeight = 38;
    private const float LabelLeading = 1.3f;
    private const float MostLabel = 260;
    private const float MarkGap = 10;

    private readonly RangePanel _panel;
    private readonly Axis _axis;
    private readonly List<IReadOnlyList<string>> _labels;
    private readonly int _stride;
    private readonly float _left;
    private readonly float _right;
    private readonly float _top;
    private readonly float _bottom;

    /// <summary>Places a panel between two edges.</summary>
    public RangePanelDrawing(RangePanel panel, float left, float right, float top, PlotType type)
    {
        (_panel, _left, _right, _top) = (panel, left, right, top);
        _axis = Axis.For(panel.Bars.Max(b => b.High));
        _labels = Labels(panel, type);
        _bottom = top + _labels.Sum(RowOf);
        // Marks whose words would run into each other go without.
        var widest = _axis.Marks.Max(m => type.Width(panel.Write(m), TextSize, bold: false)) + MarkGap;
        _stride = (int)MathF.Ceiling(widest / (X(_axis.Step) - left));
    }

    /// <summary>Where it ends.</summary>
    public float Bottom => _bottom + AxisHeight;

    /// <summary>How much room the labels of a panel need.</summary>
    public static float LabelWidth(RangePanel panel, PlotType type) => Labels(panel, type).SelectMany(l => l).Select(l => type.Width(l, TextSize, bold: false)).DefaultIfEmpty().Max();

    /// <summary>How much room the figures beside its bars need.</summary>
    public static float FigureWidth(RangePanel panel, PlotType type) => panel.Bars.Max(b => type.Width(Figures(panel, b), TextSize, bold: false));

    /// <summary>Everything in it, what lies below first.</summary>
    public IEnumerable<PlotMark> Marks => AxisMarks().Concat(Bars());

    private IEnumerable<PlotMark> AxisMarks()
    {
        foreach (var (n, mark) in _axis.Marks.Index())
        {
            yield return new PlotBar(X(mark) - 0.5f, _top, 1, _bottom - _top, mark == 0 ? Grey : Grid);
            if (n % _stride == 0)
            {
                yield return new PlotText(X(mark), _bottom + 16, _panel.Write(mark), TextSize, Bold: false, Grey, PlotAnchor.Middle);
            }
        }

        yield return new PlotText(_left, _bottom + 32, _panel.Unit, TextSize, Bold: false, Grey);
    }

    private IEnumerable<PlotMark> Bars()
    {
        var y = _top;
        foreach (var (bar, label) in _panel.Bars.Zip(_labels))
        {
            var middle = y + (RowOf(label) / 2);
            var feet = middle + (TextSize * 0.36f);
            for (var line = 0; line < label.Count; line++)
            {
                yield return new PlotText(_left - 10, feet + ((line - ((label.Count - 1) / 2f)) * TextSize * LabelLeading), label[line], TextSize, Bold: false, Ink, PlotAnchor.End);
            }

            // One figure is a stroke that can be seen.
            yield return new PlotBar(X(bar.Low), middle - (BarHeight / 2), MathF.Max(X(bar.High) - X(bar.Low), 2), BarHeight, Fill(bar.Series));
            yield return new PlotText(X(bar.High) + 6, feet, Figures(_panel, bar), TextSize, Bold: false, Ink);
            y += RowOf(label);
        }
    }

    private static List<IReadOnlyList<string>> Labels(RangePanel panel, PlotType type) => [.. panel.Bars.Select(b => PlotLines.Of(b.Label, MostLabel, TextSize, bold: false, type))];

    private static float RowOf(IReadOnlyList<string> label) => RowHeight + ((Math.Max(label.Count, 1) - 1) * TextSize * LabelLeading);

    private static string Figures(RangePanel panel, RangeBar bar) => bar.Low == bar.High ? panel.Write(bar.Low) : $"{panel.Write(bar.Low)} – {panel.Write(bar.High)}";

    private float X(decimal value) => _left + ((_right - _left) * (float)(value / _axis.End));
}
