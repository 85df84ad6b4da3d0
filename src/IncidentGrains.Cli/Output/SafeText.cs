using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace IncidentGrains.Cli.Output;

/// <summary>Makes text from the server fit to print: what others typed must not move the cursor, recolour or reverse the screen.</summary>
internal static class SafeText
{
    /// <summary>One line: control characters are gone, line breaks and tabs are spaces.</summary>
    public static string Line(string text) => Clean(text, keepLines: false);

    /// <summary>Like <see cref="Line"/>, but line breaks stay.</summary>
    public static string Block(string text) => Clean(text, keepLines: true);

    /// <summary>An instant in UTC to the second, such as <c>2025-11-18 13:52:00Z</c>; empty if absent.</summary>
    public static string Time(Timestamp? instant) =>
        instant?.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Clean(string text, bool keepLines)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' && keepLines)
            {
                clean.Append('\n');
            }
            else if (rune.Value is '\n' or '\t' or 0x2028 or 0x2029)
            {
                clean.Append(' ');
            }
            else if (!Rune.IsControl(rune) && !Reorders(rune.Value))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    // Bidirectional controls can make a text read as another one; joiners (200C, 200D) are part of many scripts and stay.
    private static bool Reorders(int code) => code is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF;
}
