namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>Puts a table on pages: its headings stand on each, and a row that is too long for the page goes on on the next.</summary>
internal sealed class TableLayout
{
    private const double Padding = 4;

    private readonly Layout _layout;
    private readonly double[] _widths;
    private readonly IReadOnlyList<string> _headings;
    private readonly bool _firstIsLabel;

    private TableLayout(Layout layout, IReadOnlyList<double> weights, IReadOnlyList<string> headings, bool firstIsLabel)
    {
        (_layout, _headings, _firstIsLabel) = (layout, headings, firstIsLabel);
        _widths = [.. weights.Select(w => w / weights.Sum() * PageGeometry.TextWidth)];
    }

    /// <summary>A table with headings.</summary>
    public static void Put(Layout layout, Table table)
    {
        var drawn = new TableLayout(layout, [.. table.Columns.Select(c => c.Weight)], [.. table.Columns.Select(c => c.Heading)], firstIsLabel: false);
        layout.Need(4 * TextStyle.Body.Leading);
        drawn.Head();
        foreach (var row in table.Rows)
        {
            drawn.Row([.. table.Columns.Select((_, i) => i < row.Count ? row[i].Text : "")], TextStyle.Body, shaded: false);
        }
    }

    /// <summary>Labels and values.</summary>
    public static void Put(Layout layout, KeyValues values)
    {
        // Labels of the Korean form are up to twelve syllables; a third holds them in one or two lines.
        var drawn = new TableLayout(layout, [1, 2.2], [], firstIsLabel: true);
        foreach (var row in values.Rows)
        {
            drawn.Row([row.Key, row.Value], TextStyle.Body, shaded: false);
        }
    }

    private void Head()
    {
        if (_headings.Count > 0)
        {
            Row(_headings, TextStyle.Strong, shaded: true);
        }
    }

    private void Row(IReadOnlyList<string> cells, TextStyle style, bool shaded)
    {
        var lines = cells.Select((text, i) => _layout.Lines(text, StyleOf(i, style), _widths[i] - (2 * Padding))).ToList();
        var count = lines.Max(l => l.Count);
        for (var done = 0; done < count;)
        {
            // Two lines at least stay together, and a short row stays whole.
            var together = count - done <= 3 ? count - done : 2;
            if (_layout.Room < (together * style.Leading) + (2 * Padding) && _layout.Y > PageGeometry.Top)
            {
                _layout.Break();
                if (!shaded)
                {
                    Head();
                }
            }

            var fit = Math.Max(1, (int)((_layout.Room - (2 * Padding)) / style.Leading));
            var now = Math.Min(fit, count - done);
            Piece(lines, done, now, style, shaded);
            done += now;
        }
    }

    private void Piece(List<IReadOnlyList<string>> lines, int from, int count, TextStyle style, bool shaded)
    {
        var (top, height) = (_layout.Y, (count * style.Leading) + (2 * Padding));
        if (shaded)
        {
            _layout.Put(new ShadeMark(PageGeometry.Margin, top, PageGeometry.TextWidth, height));
        }
        else if (_firstIsLabel)
        {
            _layout.Put(new ShadeMark(PageGeometry.Margin, top, _widths[0], height));
        }

        var x = PageGeometry.Margin;
        for (var column = 0; column < lines.Count; column++)
        {
            for (var line = from; line < Math.Min(from + count, lines[column].Count); line++)
            {
                _layout.Put(new TextMark(x + Padding, top + Padding + ((line - from) * style.Leading), lines[column][line], StyleOf(column, style)));
            }

            _layout.Put(new RuleMark(x, top, x, top + height));
            x += _widths[column];
        }

        _layout.Put(new RuleMark(x, top, x, top + height));
        _layout.Put(new RuleMark(PageGeometry.Margin, top, x, top));
        _layout.Put(new RuleMark(PageGeometry.Margin, top + height, x, top + height));
        _layout.Skip(height);
    }

    private TextStyle StyleOf(int column, TextStyle style) => _firstIsLabel && column == 0 ? TextStyle.Strong : style;
}
