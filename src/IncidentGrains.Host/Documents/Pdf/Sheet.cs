namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>A page before it is drawn: what stands where, in points from the top left corner.</summary>
internal sealed class Sheet
{
    /// <summary>What stands on it.</summary>
    public List<Mark> Marks { get; } = [];
}

/// <summary>Something on a page.</summary>
internal abstract record Mark(double X, double Y);

/// <summary>A line of text; <see cref="Mark.Y"/> is the top of the line.</summary>
internal sealed record TextMark(double X, double Y, string Text, TextStyle Style) : Mark(X, Y);

/// <summary>A thin line, across or down.</summary>
internal sealed record RuleMark(double X, double Y, double Right, double Bottom) : Mark(X, Y);

/// <summary>A shaded area.</summary>
internal sealed record ShadeMark(double X, double Y, double Width, double Height) : Mark(X, Y);

/// <summary>A picture.</summary>
internal sealed record PictureMark(double X, double Y, double Width, double Height, byte[] Png) : Mark(X, Y);
