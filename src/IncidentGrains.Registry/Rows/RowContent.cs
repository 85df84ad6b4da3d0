using System.Buffers;
using System.Text.Unicode;

namespace IncidentGrains.Registry.Rows;

/// <summary>Whether cells are text: valid UTF-8 without control characters. Tabs are text, and line ends are inside quotes.</summary>
internal static class RowContent
{
    // 0xC2 begins U+0080 to U+00BF, of which the first half are control characters.
    private static readonly SearchValues<byte> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c != '\t').Select(c => (byte)c), 0x7F, 0xC2]);

    /// <summary>The number of the first cell that is no text, or -1.</summary>
    /// <param name="body">The record without its line end.</param>
    /// <param name="places">Where the cells lie.</param>
    public static int FirstFault(ReadOnlySpan<byte> body, ReadOnlySpan<CellPlace> places)
    {
        for (var i = 0; i < places.Length; i++)
        {
            var cell = body.Slice(places[i].Start, places[i].Length);
            if (HasControl(cell, places[i].IsQuoted) || !Utf8.IsValid(cell))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool HasControl(ReadOnlySpan<byte> cell, bool isQuoted)
    {
        while (cell.IndexOfAny(Suspects) is >= 0 and var at)
        {
            var isText = cell[at] == 0xC2 ? at + 1 == cell.Length || cell[at + 1] >= 0xA0 : isQuoted && cell[at] is (byte)'\r' or (byte)'\n';
            if (!isText)
            {
                return true;
            }

            cell = cell[(at + 1)..];
        }

        return false;
    }
}
