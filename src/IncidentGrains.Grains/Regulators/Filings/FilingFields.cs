using System.Collections.Immutable;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Law.Regulators.Filings;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>The fields of a version: made of a form and the record, refreshed, and supplemented by the regulator's demands.</summary>
internal static class FilingFields
{
    // A demand may take as much to answer as the longest field of a form.
    private const int DemandLength = 20_000;

    private const string DemandPrefix = "dmd-";

    /// <summary>The fields of a form, prefilled; for items of content sets that none of them satisfies, further ones if the form wants them.</summary>
    public static ImmutableList<FilingField> Of(FilingForm form, string language, RecordNode record, IReadOnlyList<ContentItem> contents)
    {
        var fields = form.Fields.Select(f =>
        {
            var (text, sources) = f.Prefill?.Render(record, language) ?? ("", []);
            return new FilingField
            {
                Key = f.Key,
                Section = f.Section.In(language),
                LabelKo = f.Label.Ko,
                LabelEn = f.Label.En,
                Required = f.Required,
                MaxLength = f.MaxLength,
                Contact = f.Contact,
                Content = [.. f.Content],
                Text = text,
                Edited = false,
                Sources = [.. sources.Select(s => new FilingSource(s.Stream, s.Seq))],
            };
        }).ToImmutableList();
        return form.ContentFields
            ? fields.AddRange(contents.Where(c => !fields.Exists(f => f.Content.Contains(c.Tag))).Select(c => Empty(KeyOf(c), c.Text, [c.Tag])))
            : fields;
    }

    /// <summary>What a draft becomes with fresh fields: what people wrote stays, also in a field that the form no longer has.</summary>
    public static ImmutableList<FilingField> Refreshed(ImmutableList<FilingField> draft, ImmutableList<FilingField> fresh)
    {
        var merged = fresh.ConvertAll(f => draft.Find(d => d.Key == f.Key) is { Edited: true } written ? f with { Text = written.Text, Edited = true, Sources = [] } : f);
        return merged.AddRange(draft.Where(d => (d.Edited || IsOfDemand(d)) && !fresh.Exists(f => f.Key == d.Key)));
    }

    /// <summary>The fields with one for each open demand, in the order of asking, and none for a demand that was answered.</summary>
    public static ImmutableList<FilingField> ForDemands(ImmutableList<FilingField> fields, ImmutableList<FilingDemand> demands)
    {
        var open = demands.FindAll(d => d.IsOpen);
        var kept = fields.FindAll(f => !IsOfDemand(f) || open.Exists(d => d.DemandId == f.Key));
        return kept.AddRange(open.Where(d => !kept.Exists(f => f.Key == d.DemandId)).Select(d => Empty(d.DemandId, d.Text, [])));
    }

    /// <summary>True if the two are alike in all that is recorded.</summary>
    public static bool AreSame(ImmutableList<FilingField> a, ImmutableList<FilingField> b) => a.Count == b.Count && a.Zip(b).All(p => IsSame(p.First, p.Second));

    private static bool IsSame(FilingField a, FilingField b) =>
        a.Content.SequenceEqual(b.Content, StringComparer.Ordinal) && a.Sources.SequenceEqual(b.Sources) && a == b with { Content = a.Content, Sources = a.Sources };

    private static bool IsOfDemand(FilingField field) => field.Key.StartsWith(DemandPrefix, StringComparison.Ordinal);

    private static string KeyOf(ContentItem item) => "item-" + item.Tag.ToLowerInvariant().Replace('/', '-');

    private static FilingField Empty(string key, string label, ImmutableList<string> content) => new()
    {
        Key = key,
        Section = "",
        LabelKo = label,
        LabelEn = label,
        Required = true,
        MaxLength = DemandLength,
        Contact = false,
        Content = content,
        Text = "",
        Edited = false,
        Sources = [],
    };
}

/// <summary>An item that a law wants in a report.</summary>
/// <param name="Tag">The code of its content set, or the rule where that has items of its own, and its number: <c>KR6/1</c>.</param>
/// <param name="Text">The item in the words of the rule pack.</param>
internal sealed record ContentItem(string Tag, string Text);
