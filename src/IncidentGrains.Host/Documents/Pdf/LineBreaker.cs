using System.Globalization;
using System.Text;
using IncidentGrains.Characters;

namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>Breaks text into lines of a width. Every character but the spaces at a break is in exactly one line.</summary>
/// <remarks>
/// Korean is written with spaces and is broken there; Chinese characters and kana may be parted anywhere, though no line begins with
/// closing punctuation or ends with opening (Unicode UAX 14, in small). A word longer than a line is broken where the line ends.
/// </remarks>
internal sealed class LineBreaker(Glyphs glyphs)
{
    private const string Closing = ")]}>.,:;!?%、。，．：；！？）］｝〉》」』】…·";
    private const string Opening = "([{<（［｛〈《「『【";

    /// <summary>The lines; an empty text is one empty line.</summary>
    public IReadOnlyList<string> Break(string text, TextStyle style, double width)
    {
        var lines = new List<string>();
        foreach (var paragraph in CanonicalForm.Of(text).ReplaceLineEndings("\n").Replace('\t', ' ').Split('\n'))
        {
            BreakParagraph([.. paragraph.EnumerateRunes()], style, width, lines);
        }

        return lines;
    }

    private void BreakParagraph(Rune[] text, TextStyle style, double width, List<string> lines)
    {
        var whole = string.Concat(text);
        var start = 0;
        var used = 0.0;
        var chance = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (i > start && MayBreak(text[i - 1], text[i]))
            {
                chance = i;
            }

            used += glyphs.Of(text[i], style.Bold, whole).Width * style.Size;
            // Spaces may hang over the edge: nobody sees them there.
            if (used <= width || i == start || Rune.IsWhiteSpace(text[i]))
            {
                continue;
            }

            var end = chance > start ? chance : Whole(text, start, i);
            lines.Add(Line(text, start, end));
            (start, chance) = (end, -1);
            (used, i) = (0, end - 1);
        }

        lines.Add(Line(text, start, text.Length));
    }

    // An accent stays with its letter.
    private static int Whole(Rune[] text, int start, int end)
    {
        var at = end;
        while (at > start + 1 && IsMark(text[at]))
        {
            at--;
        }

        return at > start + 1 || !IsMark(text[at]) ? at : end;
    }

    private static bool MayBreak(Rune before, Rune after) =>
        !Rune.IsWhiteSpace(after) && !IsMark(after)
        && (IsBreakingSpace(before) || before.Value is '-' or '/' or 0x200B or 0x2013 or 0x2014 && Rune.IsLetter(after)
            || ((IsIdeograph(before) || IsIdeograph(after)) && !Closing.Contains(after.ToString(), StringComparison.Ordinal) && !Opening.Contains(before.ToString(), StringComparison.Ordinal)));

    // A no-break space keeps what it joins.
    private static bool IsBreakingSpace(Rune rune) => Rune.IsWhiteSpace(rune) && rune.Value is not (0xA0 or 0x202F or 0x2007);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static string Line(Rune[] text, int start, int end) => string.Concat(text[start..end]).TrimEnd(' ');
}
