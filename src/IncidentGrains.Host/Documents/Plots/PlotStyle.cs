namespace IncidentGrains.Host.Documents.Plots;

/// <summary>How a chart looks: sizes in points, colours.</summary>
internal static class PlotStyle
{
    public const float Margin = 16;
    public const float TitleSize = 15;
    public const float HeadingSize = 12;
    public const float TextSize = 11;

    public const string Paper = "#FFFFFF";
    public const string Ink = "#1A1A1A";
    public const string Grey = "#5A5A5A";
    public const string Grid = "#D8DCE0";

    // Colours that people with any kind of colour vision tell apart, and that differ in grey (Okabe and Ito, 2008), without yellow.
    private static readonly string[] Fills = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7"];

    /// <summary>The colour of a part of the legend.</summary>
    public static string Fill(int series) => Fills[series % Fills.Length];
}
