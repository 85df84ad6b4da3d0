namespace IncidentGrains.Host.Documents.Plots;

/// <summary>Something in a chart, in points from the top left corner.</summary>
internal abstract record PlotMark(string Color);

/// <summary>A filled rectangle.</summary>
internal sealed record PlotBar(float X, float Y, float Width, float Height, string Color) : PlotMark(Color);

/// <summary>A line of text whose feet stand on <see cref="Y"/>.</summary>
internal sealed record PlotText(float X, float Y, string Text, float Size, bool Bold, string Color, PlotAnchor Anchor = PlotAnchor.Start) : PlotMark(Color);

/// <summary>Which part of a text stands at its X.</summary>
internal enum PlotAnchor
{
    /// <summary>Its beginning.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its end.</summary>
    End,
}
