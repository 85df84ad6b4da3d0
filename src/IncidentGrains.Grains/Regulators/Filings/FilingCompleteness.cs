using System.Collections.Immutable;
using IncidentGrains.Contracts.Regulators.Filings;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>What has to stand in a version, and does or does not. Pure.</summary>
internal static class FilingCompleteness
{
    /// <summary>Each required field and each that is too long, each content item without a field, each open demand: with what became of it.</summary>
    public static ImmutableList<FilingCheckItem> Of(FilingState state, FilingVersion version, IReadOnlyList<ContentItem> contents) =>
    [
        .. version.Fields.Where(f => f.Required || f.Text.Length > f.MaxLength).Select(f => new FilingCheckItem(f.Key, f.Label(state.Language), Of(f), f.Content)),
        .. contents.Where(c => !version.Fields.Exists(f => f.Content.Contains(c.Tag))).Select(c => new FilingCheckItem(c.Tag, c.Text, FilingCheckResult.NoField, [c.Tag])),
        .. state.Demands.Where(d => d.IsOpen && version.Find(d.DemandId) is null).Select(d => new FilingCheckItem(d.DemandId, d.Text, FilingCheckResult.Unanswered, [])),
    ];

    private static FilingCheckResult Of(FilingField field) => string.IsNullOrWhiteSpace(field.Text) ? FilingCheckResult.Missing
        : field.Text.Length > field.MaxLength ? FilingCheckResult.TooLong
        : FilingCheckResult.Complete;
}
