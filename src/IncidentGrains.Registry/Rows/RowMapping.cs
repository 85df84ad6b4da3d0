using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// What the columns of an import's files mean, the same for all of them. Immutable; equal mappings have equal JSON
/// (<see cref="RowMappingJson"/>).
/// </summary>
public sealed record RowMapping
{
    /// <summary>A bit a category.</summary>
    public const int MaxCategories = 64;

    /// <summary>Further columns beyond this many are a mistake in the mapping rather than something to keep.</summary>
    public const int MaxExtra = 32;

    /// <summary>Which header feeds a field. Empty: each column is the field of its own name, such as <c>member_id</c>.</summary>
    public IReadOnlyDictionary<RowField, string> Columns { get; init; } = new Dictionary<RowField, string>();

    /// <summary>What holds where a row says nothing: the column is missing or its cell is empty. For country, subdivision, locale, categories.</summary>
    public IReadOnlyDictionary<RowField, string> Constants { get; init; } = new Dictionary<RowField, string>();

    /// <summary>Headers of further columns to keep as they are.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>The country (ISO 3166-1) by which national phone numbers are read in rows whose country is unknown. Default: KR.</summary>
    public string DefaultRegion { get; init; } = "KR";

    /// <summary>
    /// The categories of data that a row may name, at most 64: number n is bit n of <see cref="RowProfile.Categories"/>. A row that names none
    /// has those of the constant, or else all. An empty name keeps a bit for a category that is not at stake here.
    /// </summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The incident's identifiers in order of precedence: the first that a row has tells its person apart.</summary>
    public IReadOnlyList<IdentifierKind> Identity { get; init; } = [IdentifierKind.MemberId, IdentifierKind.Email, IdentifierKind.Phone];
}
