using System.Globalization;
using System.Text;
using System.Xml;

namespace IncidentGrains.Host.Documents.Plots;

/// <summary>A chart as SVG that looks the same for every reader: its words are outlines, with what they say in <c>aria-label</c>. Equal charts
/// give equal bytes.</summary>
/// <remarks>Text would be set in the reader's own fonts, which may lack Hangul or be too wide for their place.</remarks>
internal static class SvgWriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    /// <summary>Writes a chart.</summary>
    /// <exception cref="MissingGlyphException">A character has no glyph in any font.</exception>
    /// <exception cref="ArgumentException">There is no bar, or one is below zero or ends before it begins.</exception>
    public static byte[] Write(RangeChart chart)
    {
        using var type = new PlotType();
        var drawing = RangeDrawing.Of(chart, type);
        using var stream = new MemoryStream();
        using (var svg = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" }))
        {
            svg.WriteStartElement("svg", Namespace);
            Attributes(svg, ("width", Number(drawing.Width)), ("height", Number(drawing.Height)), ("viewBox", $"0 0 {Number(drawing.Width)} {Number(drawing.Height)}"));
            svg.WriteElementString("title", Namespace, chart.Title);
            foreach (var mark in drawing.Marks)
            {
                Write(svg, type, mark);
            }

            svg.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Write(XmlWriter svg, PlotType type, PlotMark mark)
    {
        switch (mark)
        {
            case PlotBar bar:
                svg.WriteStartElement("rect", Namespace);
                Attributes(svg, ("x", Number(bar.X)), ("y", Number(bar.Y)), ("width", Number(bar.Width)), ("height", Number(bar.Height)), ("fill", bar.Color));
                svg.WriteEndElement();
                break;
            case PlotText text:
                using (var outlines = type.Outlines(text))
                {
                    svg.WriteStartElement("path", Namespace);
                    Attributes(svg, ("role", "img"), ("aria-label", text.Text), ("fill", text.Color), ("d", outlines.ToSvgPathData()));
                    svg.WriteEndElement();
                }

                break;
        }
    }

    private static void Attributes(XmlWriter svg, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            svg.WriteAttributeString(name, value);
        }
    }

    private static string Number(float number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
