using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentGrains.Host.Documents.Spreadsheets;

/// <summary>Characters that XML can't hold, as workbooks write them: <c>_x0001_</c> (ECMA-376 part 1, 22.9.2.19).</summary>
internal static partial class XlsxText
{
    /// <summary>The text as it stands in a workbook; a text that looks like such an escape is escaped itself.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in Escaped().Replace(text, "_x005F$0"))
        {
            // A carriage return would come back from XML as a line feed.
            escaped.Append(c is '\r' or '\uFFFE' or '\uFFFF' || (c < ' ' && c is not ('\n' or '\t')) ? string.Create(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_") : c.ToString());
        }

        return escaped.ToString();
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.NonBacktracking)]
    private static partial Regex Escaped();
}
