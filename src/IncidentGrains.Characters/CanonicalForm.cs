using System.Text;

namespace IncidentGrains.Characters;

/// <summary>Unicode's normalization form C: one and the same spelling for texts that look and mean the same, such as é and e with an accent.</summary>
/// <remarks>
/// Unicode Standard Annex 15. Our own because the platform's <see cref="string.Normalize()"/> does nothing under invariant globalization,
/// and a person key must not depend on which ICU a machine has. Unicode never changes the form of characters once it has them, so the
/// table (<c>normalization.txt</c>) need not follow new versions.
/// </remarks>
public static class CanonicalForm
{
    // Hangul syllables are composed by arithmetic (Unicode, section 3.12).
    private const int SBase = 0xAC00;
    private const int LBase = 0x1100;
    private const int VBase = 0x1161;
    private const int TBase = 0x11A7;
    private const int LCount = 19;
    private const int VCount = 21;
    private const int TCount = 28;

    private static readonly CanonicalTable Table = CanonicalTable.Load();

    /// <summary>The text in form C; broken surrogates in a text that is not in it already become U+FFFD.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, points);
        }

        Order(points);
        Compose(points);
        var result = new StringBuilder(text.Length);
        foreach (var point in points)
        {
            result.Append(new Rune(point).ToString());
        }

        return result.ToString();
    }

    // Below U+0300, and among CJK ideographs and Hangul syllables, every text is in form C.
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is not (< '\u0300' or (>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3')))
            {
                return false;
            }
        }

        return true;
    }

    private static void Decompose(int point, List<int> into)
    {
        if (point is >= SBase and < SBase + (LCount * VCount * TCount))
        {
            var syllable = point - SBase;
            into.Add(LBase + (syllable / (VCount * TCount)));
            into.Add(VBase + (syllable % (VCount * TCount) / TCount));
            if (syllable % TCount > 0)
            {
                into.Add(TBase + (syllable % TCount));
            }
        }
        else if (Table.Decomposition(point) is { } parts)
        {
            foreach (var part in parts)
            {
                Decompose(part, into);
            }
        }
        else
        {
            into.Add(point);
        }
    }

    // Marks that follow one starter are sorted by class; equal classes keep their order.
    private static void Order(List<int> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var mark = points[i];
            var rank = Table.Class(mark);
            var at = i;
            while (rank > 0 && at > 0 && Table.Class(points[at - 1]) > rank)
            {
                points[at] = points[at - 1];
                at--;
            }

            points[at] = mark;
        }
    }

    private static void Compose(List<int> points)
    {
        var (starter, last, kept) = (-1, 0, 0);
        foreach (var point in points.ToArray())
        {
            var rank = Table.Class(point);
            var adjacent = starter >= 0 && starter == kept - 1;
            if (starter >= 0 && (adjacent || (last < rank && last > 0)) && Pair(points[starter], point) is { } composite)
            {
                points[starter] = composite;
                continue;
            }

            (starter, last) = (rank == 0 ? kept : starter, rank);
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second) =>
        first is >= LBase and < LBase + LCount && second is >= VBase and < VBase + VCount
            ? SBase + ((((first - LBase) * VCount) + second - VBase) * TCount)
        : first is >= SBase and < SBase + (LCount * VCount * TCount) && (first - SBase) % TCount == 0 && second is > TBase and < TBase + TCount
            ? first + second - TBase
        : Table.Composite(first, second);
}
