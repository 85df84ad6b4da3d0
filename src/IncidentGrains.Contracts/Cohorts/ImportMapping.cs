using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace IncidentGrains.Contracts.Cohorts;

/// <summary>How the columns of an import's files are read. Fields are named as in a header: <c>member_id</c>, <c>email</c>, …</summary>
/// <param name="Columns">The header of each field that has a column. Empty: each column is the field of its own name.</param>
/// <param name="Constants">What holds where a row says nothing, for country, subdivision, locale and categories.</param>
/// <param name="Extra">Headers of further columns to keep as they are.</param>
/// <param name="DefaultRegion">Where a national phone number is dialled if the row's country is unknown, ISO 3166-1 alpha-2.</param>
[GenerateSerializer, Immutable, Alias("ig.ImportMapping")]
public sealed record ImportMapping(
    [property: Id(0), JsonPropertyName("columns")] ImmutableSortedDictionary<string, string> Columns,
    [property: Id(1), JsonPropertyName("constants")] ImmutableSortedDictionary<string, string> Constants,
    [property: Id(2), JsonPropertyName("extra")] ImmutableList<string> Extra,
    [property: Id(3), JsonPropertyName("default_region")] string DefaultRegion);

/// <summary>A file as the importing client describes it.</summary>
/// <param name="Name">Its name without folders.</param>
/// <param name="Size">Its size in bytes, as stored.</param>
/// <param name="Digest">What tells its content from others', in lower-case hexadecimal.</param>
[GenerateSerializer, Immutable, Alias("ig.ImportFile")]
public sealed record ImportFile([property: Id(0)] string Name, [property: Id(1)] long Size, [property: Id(2)] string Digest);

/// <summary>What came of sealing an import.</summary>
/// <param name="Segment">SHA-256 of the segment's manifest, in lower-case hexadecimal.</param>
/// <param name="Chunks">How many chunks it has.</param>
/// <param name="Rows">How many rows they hold, without the rejected ones.</param>
/// <param name="Rejected">How many rows were rejected.</param>
/// <param name="Duplicates">How many rows named a person whom an earlier row of the import had named.</param>
/// <param name="Members">How many persons the cohort names with it, each once.</param>
/// <param name="Added">How many of them no live cohort had named before.</param>
/// <param name="Persons">How many persons all live cohorts name with it, each once.</param>
/// <param name="Warnings">How many rows were taken with a flaw, by kind.</param>
[GenerateSerializer, Immutable, Alias("ig.ImportResult")]
public sealed record ImportResult(
    [property: Id(0)] string Segment, [property: Id(1)] long Chunks, [property: Id(2)] long Rows, [property: Id(3)] long Rejected, [property: Id(4)] long Duplicates,
    [property: Id(5)] long Members, [property: Id(6)] long Added, [property: Id(7)] long Persons, [property: Id(8)] ImmutableSortedDictionary<string, long> Warnings);
