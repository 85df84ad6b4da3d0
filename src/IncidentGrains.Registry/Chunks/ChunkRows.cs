using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Chunks;

/// <summary>The rows of a chunk that was read back: contact data in the clear. Keep it no longer than it is needed.</summary>
/// <param name="columns">The columns, by the name of their field; further ones begin with a plus sign.</param>
public sealed class ChunkRows(IReadOnlyDictionary<string, Utf8Column> columns)
{
    /// <summary>How many rows there are.</summary>
    public int Count => Column(RowField.MemberId).Count;

    /// <summary>The names of all columns.</summary>
    public IEnumerable<string> Names => columns.Keys;

    /// <summary>A column by its name.</summary>
    public Utf8Column this[string name] => columns[name];

    /// <summary>The cells of a field.</summary>
    public Utf8Column Column(RowField field) => columns[field.ToString()];
}
