namespace IncidentGrains.Host.Documents.Plots;

/// <summary>Breaks the words of a chart into lines; a word that is longer than the line is parted.</summary>
internal static class PlotLines
{
    /// <summary>The lines; none of an empty text.</summary>
    public static IReadOnlyList<string> Of(string text, float width, float size, bool bold, PlotType type)
    {
        var lines = new List<string>();
        foreach (var word in text.ReplaceLineEndings(" ").Replace('\t', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1] + " " + word is var joined && type.Width(joined, size, bold) <= width)
            {
                lines[^1] = joined;
                continue;
            }

            lines.Add("");
            foreach (var rune in word.EnumerateRunes())
            {
                if (lines[^1].Length > 0 && type.Width(lines[^1] + rune, size, bold) > width)
                {
                    lines.Add("");
                }

                lines[^1] += rune;
            }
        }

        return lines;
    }
}
