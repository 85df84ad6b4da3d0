using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Regulators.Filings;

/// <summary>Two texts word by word.</summary>
internal static class TextComparison
{
    /// <summary>What stands in both, what came and what went, in reading order: without what went it is the later text, without what came the earlier one.</summary>
    public static IReadOnlyList<TextSegment> Of(string before, string after)
    {
        var segments = new List<TextSegment>();
        var model = new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after, ignoreWhitespace: false, ignoreCase: false, new WordChunker());
        foreach (var piece in model.Lines.Where(l => l.Text.Length > 0))
        {
            var change = piece.Type switch
            {
                ChangeType.Inserted => TextChange.Inserted,
                ChangeType.Deleted => TextChange.Deleted,
                _ => TextChange.Unspecified,
            };
            if (segments.Count > 0 && segments[^1].Change == change)
            {
                segments[^1].Text += piece.Text;
            }
            else
            {
                segments.Add(new TextSegment { Change = change, Text = piece.Text });
            }
        }

        return segments;
    }
}
