using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Proof;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>What is told of a version in every format, before it has one.</summary>
/// <param name="Filing">The version, masked or in clear.</param>
/// <param name="Check">What it has and what it lacks.</param>
/// <param name="Differences">The fields that differ from the version before it.</param>
/// <param name="Sources">When the events were recorded that fields name as their sources.</param>
/// <param name="Checkpoint">The signed statement of where the streams of the case ended.</param>
/// <param name="Made">When it is made.</param>
internal sealed record FilingExport(
    FilingStatement Filing, IReadOnlyList<FilingCheckItem> Check, IReadOnlyList<FieldDifference> Differences,
    IReadOnlyDictionary<StatedSource, DateTimeOffset> Sources, SignedCheckpoint Checkpoint, DateTimeOffset Made)
{
    /// <summary>True if the words are Korean.</summary>
    public bool IsKorean => Filing.Language == "ko";

    /// <summary>A field's label in the filing's language.</summary>
    public string Label(StatedField field) => IsKorean ? field.LabelKo : field.LabelEn;
}

/// <summary>A field whose text differs between two versions.</summary>
/// <param name="Key">The field's key.</param>
/// <param name="Label">Its label.</param>
/// <param name="Before">Its text in the version before; empty if there was none.</param>
/// <param name="After">Its text now; empty if there is none.</param>
internal sealed record FieldDifference(string Key, string Label, string Before, string After)
{
    /// <summary>The fields that differ, in the order of the later version; those that it has no longer come last.</summary>
    public static IReadOnlyList<FieldDifference> Between(FilingVersion? before, FilingVersion after, string language, bool masked)
    {
        if (before is null)
        {
            return [];
        }

        FieldDifference Of(FilingField field, string was, string now) => new(field.Key, field.Label(language), Shown(field, was), Shown(field, now));
        string Shown(FilingField field, string text) => masked && field.Contact && text.Length > 0 ? FilingStatements.Mask : text;

        return
        [
            .. after.Fields.Select(f => (Field: f, Was: before.Find(f.Key)?.Text ?? "")).Where(p => p.Was != p.Field.Text).Select(p => Of(p.Field, p.Was, p.Field.Text)),
            .. before.Fields.Where(f => after.Find(f.Key) is null && f.Text.Length > 0).Select(f => Of(f, f.Text, "")),
        ];
    }
}
