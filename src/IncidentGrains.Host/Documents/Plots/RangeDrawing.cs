namespace IncidentGrains.Host.Documents.Plots;

/// <summary>A chart with the place of everything in it.</summary>
internal sealed class RangeDrawing
{
    private const float Margin = 16;
    private const float TitleSize = 15;
    private const float TextSize = 11;
    private const float RowHeight = 30;
    private const float BarHeight = 14;
    private const float AxisHeight = 40;
    private const float LabelLeading = 1.3f;
    private const float MostLabel = 260;

    private const string Paper = "#FFFFFF";
    private const string Ink = "#1A1A1A";
    private const string Grey = "#5A5A5A";
    private const string Grid = "#D8DCE0";
    private const string Fill = "#2F6DB3";

    private readonly RangeChart _chart;
    private readonly Axis _axis;
    private readonly List<List<string>> _labels;
    private readonly List<string> _note;
    private readonly List<string> _title;
    private readonly float _left;
    private readonly float _right;
    private readonly float _top;
    private readonly float _bottom;

    private RangeDrawing(RangeChart chart, PlotType type)
    {
        _chart = chart;
        _axis = Axis.For(chart.Bars.Max(b => b.High));
        _title = Lines(chart.Title, Width - (2 * Margin), TitleSize, bold: true, type);
        _labels = [.. chart.Bars.Select(b => Lines(b.Label, MostLabel, TextSize, bold: false, type))];
        _note = chart.Note.Length == 0 ? [] : Lines(chart.Note, Width - (2 * Margin), TextSize, bold: false, type);
        _left = Margin + _labels.SelectMany(l => l).Max(l => type.Width(l, TextSize, bold: false)) + 10;
        // The figures of the longest bar stand to its right.
        _right = Width - Margin - chart.Bars.Max(b => type.Width(Figures(b), TextSize, bold: false)) - 6;
        _top = Margin + (_title.Count * TitleSize * 1.4f) + 8;
        _bottom = _top + _labels.Sum(RowOf);
        Height = MathF.Ceiling(_bottom + AxisHeight + (_note.Count * TextSize * 1.5f) + Margin);
    }

    /// <summary>How wide it is.</summary>
    public float Width { get; } = 720;

    /// <summary>How high it is; every bar adds to it.</summary>
    public float Height { get; }

    /// <summary>Finds the place of everything.</summary>
    public static RangeDrawing Of(RangeChart chart, PlotType type) =>
        chart.Bars.Count == 0 ? throw new ArgumentException("The chart has no bar.", nameof(chart))
        : chart.Bars.FirstOrDefault(b => b.Low < 0 || b.High < b.Low) is { } bar
            ? throw new ArgumentException($"The bar '{bar.Label}' from {bar.Low} to {bar.High} is below zero or ends before it begins.", nameof(chart))
        : new RangeDrawing(chart, type);

    /// <summary>Everything in it, what lies below first.</summary>
    public IEnumerable<PlotMark> Marks
    {
        get
        {
            yield return new PlotBar(0, 0, Width, Height, Paper);
            for (var i = 0; i < _title.Count; i++)
            {
                yield return new PlotText(Margin, Margin + TitleSize + (i * TitleSize * 1.4f), _title[i], TitleSize, Bold: true, Ink);
            }

            foreach (var mark in _axis.Marks)
            {
                yield return new PlotBar(X(mark) - 0.5f, _top, 1, _bottom - _top, mark == 0 ? Grey : Grid);
                yield return new PlotText(X(mark), _bottom + 16, Number(mark), TextSize, Bold: false, Grey, PlotAnchor.Middle);
            }

            yield return new PlotText(_left, _bottom + 33, _chart.Unit, TextSize, Bold: false, Grey);
            foreach (var mark in Bars())
            {
                yield return mark;
            }

            for (var i = 0; i < _note.Count; i++)
            {
                yield return new PlotText(Margin, _bottom + AxisHeight + TextSize + (i * TextSize * 1.5f), _note[i], TextSize, Bold: false, Grey);
            }
        }
    }

    private IEnumerable<PlotMark> Bars()
    {
        var y = _top;
        foreach (var (bar, label) in _chart.Bars.Zip(_labels))
        {
            var middle = y + (RowOf(label) / 2);
            var feet = middle + (TextSize * 0.36f);
            for (var line = 0; line < label.Count; line++)
            {
                yield return new PlotText(_left - 10, feet + ((line - ((label.Count - 1) / 2f)) * TextSize * LabelLeading), label[line], TextSize, Bold: false, Ink, PlotAnchor.End);
            }

            // One figure is a stroke that can be seen.
            yield return new PlotBar(X(bar.Low), middle - (BarHeight / 2), MathF.Max(X(bar.High) - X(bar.Low), 2), BarHeight, Fill);
            yield return new PlotText(X(bar.High) + 6, feet, Figures(bar), TextSize, Bold: false, Ink);
            y += RowOf(label);
        }
    }

    private static float RowOf(List<string> label) => RowHeight + ((label.Count - 1) * TextSize * LabelLeading);

    private static string Figures(RangeBar bar) => bar.Low == bar.High ? Number(bar.Low) : $"{Number(bar.Low)} – {Number(bar.High)}";

    private static string Number(decimal number) => number.ToString("#,0.######");

    private float X(decimal value) => _left + ((_right - _left) * (float)(value / _axis.End));

    // Words of a label or note; a word that is longer than the line is parted.
    private static List<string> Lines(string text, float width, float size, bool bold, PlotType type)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.ReplaceLineEndings(" ").Replace('\t', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var joined = lines[^1].Length == 0 ? word : lines[^1] + " " + word;
            if (type.Width(joined, size, bold) <= width)
            {
                lines[^1] = joined;
                continue;
            }

            if (lines[^1].Length > 0)
            {
                lines.Add("");
            }

            foreach (var rune in word.EnumerateRunes())
            {
                if (lines[^1].Length > 0 && type.Width(lines[^1] + rune, size, bold) > width)
                {
                    lines.Add("");
                }

                lines[^1] += rune;
            }
        }

        return lines;
    }
}
