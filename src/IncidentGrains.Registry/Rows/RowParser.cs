using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Rows;

/// <summary>
/// Reads chunks of an import: small complete CSV files (RFC 4180, strict UTF-8, header first). One row's mistake costs that row alone.
/// Keeps scratch buffers: one parser a thread.
/// </summary>
/// <param name="mapping">What the columns mean.</param>
/// <param name="keys">The keys of the incident.</param>
public sealed class RowParser(RowMapping mapping, PersonKeys keys)
{
    /// <summary>Reads a chunk.</summary>
    /// <param name="csvChunk">The header line and whole records.</param>
    /// <param name="firstLine">The line of the file on which the chunk's first record begins, for rejects.</param>
    /// <param name="into">Where the rows go; emptied first.</param>
    /// <exception cref="RowMappingException">The header does not fit the mapping.</exception>
    public void Parse(ReadOnlySpan<byte> csvChunk, long firstLine, RowBlock into) => throw new NotSupportedException($"{mapping} {keys is null} {firstLine} {into is null} {csvChunk.Length}");

    /// <summary>The key by which rows with this identifier are found, or null if it is unusable.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="value">As somebody wrote it.</param>
    /// <param name="region">The country (ISO 3166-1) by which a national phone number is read.</param>
    public PersonKey? IdentifierKey(IdentifierKind kind, string value, string region) => throw new NotSupportedException($"{kind}{value}{region}");
}
