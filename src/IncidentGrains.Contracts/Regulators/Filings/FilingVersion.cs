using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Regulators.Filings;

/// <summary>One version of a filing. Once approved its text never changes: what has to change makes the next version.</summary>
[GenerateSerializer, Immutable, Alias("ig.FilingVersion")]
public sealed record FilingVersion
{
    /// <summary>Its number, from 1.</summary>
    [Id(0)]
    public required int Number { get; init; }

    /// <summary>What it is to the one before it.</summary>
    [Id(1)]
    public required FilingVersionKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public required FilingVersionState State { get; init; }

    /// <summary>SHA-256 of the form's file by which it was last prefilled, in lower-case hex.</summary>
    [Id(3)]
    public required string FormDigest { get; init; }

    /// <summary>Its fields in the form's order, then one for each demand that it has to answer.</summary>
    [Id(4)]
    public required ImmutableList<FilingField> Fields { get; init; }

    /// <summary>The people who began it, edited or refreshed it, or submitted it; none of them may approve it.</summary>
    [Id(5)]
    public ImmutableList<string> Authors { get; init; } = [];

    /// <summary>Who sent it into review, or empty.</summary>
    [Id(6)]
    public string SubmittedBy { get; init; } = "";

    /// <summary>When it went into review last.</summary>
    [Id(7)]
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Why it is sent although something is missing, or empty.</summary>
    [Id(8)]
    public string IncompleteReason { get; init; } = "";

    /// <summary>What the reviewer wants changed, of one that was returned; or empty.</summary>
    [Id(9)]
    public string ReturnComment { get; init; } = "";

    /// <summary>Who returned it last, or empty.</summary>
    [Id(10)]
    public string ReturnedBy { get; init; } = "";

    /// <summary>The second person, or empty.</summary>
    [Id(11)]
    public string ApprovedBy { get; init; } = "";

    /// <summary>When it was approved.</summary>
    [Id(12)]
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>SHA-256 of the approved text, in lower-case hex; see <see cref="FilingText"/>. Empty before.</summary>
    [Id(13)]
    public string TextDigest { get; init; } = "";

    /// <summary>The regulator's receipt, or empty.</summary>
    [Id(14)]
    public string ReceiptNumber { get; init; } = "";

    /// <summary>When the regulator got it.</summary>
    [Id(15)]
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>Who recorded that, or empty.</summary>
    [Id(16)]
    public string FiledBy { get; init; } = "";

    /// <summary>When the regulator sent it back last.</summary>
    [Id(17)]
    public DateTimeOffset? SentBackAt { get; init; }

    /// <summary>When it was begun.</summary>
    [Id(18)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who began it; the system if it was drafted by itself.</summary>
    [Id(19)]
    public string CreatedBy { get; init; } = "";

    /// <summary>The field of that key, or null.</summary>
    public FilingField? Find(string key) => Fields.Find(f => f.Key == key);
}

/// <summary>A field of a version: what the form says of it, and its text. Stored as it is here, so that no later form changes what was filed.</summary>
[GenerateSerializer, Immutable, Alias("ig.FilingField")]
public sealed record FilingField
{
    /// <summary>Its key, unique in the version: the form's, or a demand's id.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>The heading under which it stands, in the filing's language; may be empty.</summary>
    [Id(1)]
    public required string Section { get; init; }

    /// <summary>Its label in Korean.</summary>
    [Id(2)]
    public required string LabelKo { get; init; }

    /// <summary>Its label in English.</summary>
    [Id(3)]
    public required string LabelEn { get; init; }

    /// <summary>True if the report is incomplete without it.</summary>
    [Id(4)]
    public required bool Required { get; init; }

    /// <summary>How many characters the regulator takes.</summary>
    [Id(5)]
    public required int MaxLength { get; init; }

    /// <summary>True if it holds the organisation's own contact point: e-mail and phone may stand in it, and exports mask it unless asked.</summary>
    [Id(6)]
    public required bool Contact { get; init; }

    /// <summary>The items of content sets that it satisfies, such as <c>KR6/1</c>.</summary>
    [Id(7)]
    public required ImmutableList<string> Content { get; init; }

    /// <summary>The text; empty: nothing is known, or nobody has written it yet.</summary>
    [Id(8)]
    public required string Text { get; init; }

    /// <summary>True if a person wrote the text; a refresh leaves it as it is.</summary>
    [Id(9)]
    public required bool Edited { get; init; }

    /// <summary>The events of the record from which the text was taken; none of an edited one.</summary>
    [Id(10)]
    public required ImmutableList<FilingSource> Sources { get; init; }

    /// <summary>Its label in a language.</summary>
    public string Label(string language) => language == "ko" ? LabelKo : LabelEn;
}

/// <summary>An event of the record, by its stream and its place in it.</summary>
[GenerateSerializer, Immutable, Alias("ig.FilingSource")]
public sealed record FilingSource([property: Id(0)] string Stream, [property: Id(1)] long Seq);
