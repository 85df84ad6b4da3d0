using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>Gives PDFsharp the fonts of the product and no others: a document looks the same on every machine.</summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private const string Bold = "-Bold";

    private static readonly Lock Gate = new();

    private EmbeddedFonts()
    {
    }

    /// <summary>The lock under which PDFsharp is used: its font caches belong to the process.</summary>
    public static Lock Exclusive
    {
        get
        {
            lock (Gate)
            {
                GlobalFontSettings.FontResolver ??= new EmbeddedFonts();
            }

            return Gate;
        }
    }

    /// <summary>A font of a family.</summary>
    public static XFont Font(string family, double size, bool bold) =>
        new(family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, new XPdfFontOptions(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset));

    /// <inheritdoc/>
    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(familyName + (bold ? Bold : ""));

    /// <inheritdoc/>
    public byte[] GetFont(string faceName) => faceName.EndsWith(Bold, StringComparison.Ordinal)
        ? FontFile.Read(faceName[..^Bold.Length], bold: true) : FontFile.Read(faceName, bold: false);
}
