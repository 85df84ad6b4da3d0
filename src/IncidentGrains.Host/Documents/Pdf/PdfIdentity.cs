using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PdfSharp.Pdf;

namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>Gives a PDF an identity made from its content. PDFsharp draws lots for the tags of font subsets and for the document's ids;
/// here equal content has equal ones, so that a digest of the file says something.</summary>
/// <remarks>Each is replaced by as many bytes as it has, so no offset in the file moves.</remarks>
internal static class PdfIdentity
{
    // As long as the sixteen bytes of an id.
    private const string Place = "incidentgrainsid";
    private const int TagLength = 6;

    /// <summary>Puts a mark where the file's id comes.</summary>
    public static void Mark(PdfDocument pdf)
    {
        pdf.Internals.FirstDocumentID = Place;
        pdf.Internals.SecondDocumentID = Place;
    }

    /// <summary>The file with its own identity.</summary>
    public static byte[] Fix(byte[] pdf)
    {
        NameSubsets(pdf);
        Overwrite(pdf, "<xmpMM:DocumentID>uuid:"u8, _ => Zero);
        Overwrite(pdf, "<xmpMM:InstanceID>uuid:"u8, _ => Zero);
        var digest = SHA256.HashData(pdf);
        var id = Encoding.ASCII.GetBytes(new Guid(digest.AsSpan(0, 16)).ToString("D"));
        Overwrite(pdf, "<xmpMM:DocumentID>uuid:"u8, _ => id);
        Overwrite(pdf, "<xmpMM:InstanceID>uuid:"u8, _ => id);
        var name = Encoding.ASCII.GetBytes(Convert.ToHexString(digest.AsSpan(0, 16)));
        ReplaceAll(pdf, Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.ASCII.GetBytes(Place))), name);
        ReplaceAll(pdf, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Place))), name);
        return pdf;
    }

    private static byte[] Zero { get; } = Encoding.ASCII.GetBytes(Guid.Empty.ToString("D"));

    // ISO 32000-1, 9.6.4: six capitals and a plus; the same letters for the same subset, others for others.
    private static void NameSubsets(byte[] pdf)
    {
        var names = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        byte[] Name(string drawn) => names.TryGetValue(drawn, out var name) ? name
            : names[drawn] = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"IGDOC{(char)('A' + names.Count)}"));

        foreach (var key in new[] { "/FontName/", "/BaseFont/" })
        {
            Overwrite(pdf, Encoding.ASCII.GetBytes(key), at => at.Length > TagLength && at[TagLength] == '+' ? Name(Encoding.ASCII.GetString(at[..TagLength])) : []);
        }
    }

    private delegate byte[] Replacement(ReadOnlySpan<byte> after);

    private static void Overwrite(byte[] pdf, ReadOnlySpan<byte> key, Replacement replacement)
    {
        for (var at = 0; pdf.AsSpan(at).IndexOf(key) is >= 0 and var found;)
        {
            at += found + key.Length;
            replacement(pdf.AsSpan(at)).CopyTo(pdf.AsSpan(at));
        }
    }

    private static void ReplaceAll(byte[] pdf, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        for (var at = 0; pdf.AsSpan(at).IndexOf(old) is >= 0 and var found; at += found + old.Length)
        {
            replacement.CopyTo(pdf.AsSpan(at + found));
        }
    }
}
