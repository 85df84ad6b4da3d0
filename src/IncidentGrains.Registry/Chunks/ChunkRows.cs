using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Chunks;

/// <summary>The rows of a chunk that was read back: contact data in the clear. Keep it no longer than it is needed.</summary>
/// <param name="columns">The columns, by the name of their field; further ones begin with a plus sign.</param>
public sealed class ChunkRows(IReadOnlyDictionary<string, Utf8Column> columns)
{
    /// <summary>How many rows there are.</summary>
    public int Count => Column(RowField.MemberId).Count;

    /// <summary>The columns by name, in the order in which they were written.</summary>
    public IReadOnlyDictionary<string, Utf8Column> Columns => columns;

    /// <summary>A column by its name.</summary>
    public Utf8Column this[string name] => columns[name];

    /// <summary>The cells of a field.</summary>
    public Utf8Column Column(RowField field) => columns[field.ToString()];

    /// <summary>Some of the rows, in the order given.</summary>
    public ChunkRows Only(IReadOnlyList<int> rows) => new(columns.ToDictionary(c => c.Key, c =>
    {
        var some = new Utf8Column();
        foreach (var row in rows)
        {
            some.Append(c.Value[row]);
        }

        return some;
    }, StringComparer.Ordinal));

    /// <summary>All rows, with other cells in some of them.</summary>
    /// <param name="changed">The rows that change: of each the new cell of a column, or null if it stays.</param>
    public ChunkRows With(IReadOnlyDictionary<int, Func<string, byte[]?>> changed) => new(columns.ToDictionary(c => c.Key, c =>
    {
        var cells = new Utf8Column();
        for (var row = 0; row < c.Value.Count; row++)
        {
            cells.Append(changed.TryGetValue(row, out var cell) && cell(c.Key) is { } replaced ? replaced : c.Value[row]);
        }

        return cells;
    }, StringComparer.Ordinal));
}
