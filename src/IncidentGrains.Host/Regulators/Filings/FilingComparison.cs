using FilingVersion = IncidentGrains.Contracts.Regulators.Filings.FilingVersion;

namespace IncidentGrains.Host.Regulators.Filings;

/// <summary>Two versions of a filing field by field.</summary>
internal static class FilingComparison
{
    /// <summary>The fields that differ, in the order of the later version; those that it has no longer come last.</summary>
    public static IReadOnlyList<V1.FilingFieldChange> Of(FilingVersion before, FilingVersion after, string language) =>
    [
        .. after.Fields.Where(f => (before.Find(f.Key)?.Text ?? "") != f.Text).Select(f => Change(f.Key, f.Label(language), before.Find(f.Key)?.Text ?? "", f.Text)),
        .. before.Fields.Where(f => f.Text.Length > 0 && after.Find(f.Key) is null).Select(f => Change(f.Key, f.Label(language), f.Text, "")),
    ];

    private static V1.FilingFieldChange Change(string key, string label, string before, string after) => new()
    {
        Key = key, Label = label, Before = before, After = after, Segments = { TextComparison.Of(before, after) },
    };
}
