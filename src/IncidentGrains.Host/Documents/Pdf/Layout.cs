namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>Puts a document on pages, from top to bottom. Nothing is cut: what does not fit goes on on the next page.</summary>
internal sealed class Layout(Glyphs glyphs)
{
    private readonly LineBreaker _breaker = new(glyphs);
    private readonly List<Sheet> _sheets = [new Sheet()];

    /// <summary>The pages.</summary>
    public IReadOnlyList<Sheet> Sheets => _sheets;

    /// <summary>Where the next thing goes.</summary>
    public double Y { get; private set; } = PageGeometry.Top;

    /// <summary>What is left of the page.</summary>
    public double Room => PageGeometry.Bottom - Y;

    /// <summary>Breaks text into lines.</summary>
    public IReadOnlyList<string> Lines(string text, TextStyle style, double width) => _breaker.Break(text, style, width);

    /// <summary>Puts a mark on the page that is open.</summary>
    public void Put(Mark mark) => _sheets[^1].Marks.Add(mark);

    /// <summary>Goes down; never beyond the page.</summary>
    public void Skip(double height) => Y = Math.Min(Y + height, PageGeometry.Bottom);

    /// <summary>Begins a page.</summary>
    public void Break()
    {
        _sheets.Add(new Sheet());
        Y = PageGeometry.Top;
    }

    /// <summary>Begins a page unless there is room on this one, or it is empty.</summary>
    public void Need(double height)
    {
        if (Room < height && Y > PageGeometry.Top)
        {
            Break();
        }
    }

    /// <summary>Running text over the whole width.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="keep">Room that has to be left below it: a heading does not stand alone at the foot of a page.</param>
    public void Text(string text, TextStyle style, double keep = 0)
    {
        var lines = Lines(text, style, PageGeometry.TextWidth);
        Need(Math.Min(lines.Count, 2) * style.Leading + keep);
        foreach (var line in lines)
        {
            Need(style.Leading);
            Put(new TextMark(PageGeometry.Margin, Y, line, style));
            Skip(style.Leading);
        }
    }
}
