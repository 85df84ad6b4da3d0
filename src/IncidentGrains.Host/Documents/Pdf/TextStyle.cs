using PdfSharp.Drawing;

namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>How text looks, in points.</summary>
internal sealed record TextStyle(double Size, bool Bold, XColor Color)
{
    private static readonly XColor Ink = XColor.FromArgb(0x1A, 0x1A, 0x1A);
    private static readonly XColor Grey = XColor.FromArgb(0x5A, 0x5A, 0x5A);

    public static readonly TextStyle Title = new(17, Bold: true, Ink);
    public static readonly TextStyle Heading = new(12.5, Bold: true, Ink);
    public static readonly TextStyle Body = new(10, Bold: false, Ink);
    public static readonly TextStyle Strong = new(10, Bold: true, Ink);
    public static readonly TextStyle Small = new(8.5, Bold: false, Grey);

    /// <summary>From one line to the next. Hangul fills its square, so it needs more air than Latin.</summary>
    public double Leading => Size * 1.5;

    /// <summary>From the top of a line to the feet of its letters.</summary>
    public double Baseline => Size * 1.12;
}
