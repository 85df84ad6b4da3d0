using System.Text;
using System.Text.Unicode;

namespace IncidentGrains.Registry.Rows;

/// <summary>A file's header under a mapping: which cell is which field.</summary>
internal sealed class RowHeader
{
    private const int Fields = (int)RowField.Categories + 1;

    private readonly int[] _fields = new int[Fields];

    private RowHeader(RowMapping mapping, string[] names)
    {
        Names = names;
        for (var field = RowField.MemberId; field <= RowField.Categories; field++)
        {
            var isMapped = mapping.Columns.TryGetValue(field, out var column);
            _fields[(int)field] = isMapped ? Required(column!) : mapping.Columns.Count == 0 ? Optional(FieldNames.Of(field)) : -1;
        }

        Extra = [.. mapping.Extra.Select(Required)];
        if (mapping.Columns.Count == 0 && names.Where((name, cell) => !_fields.Contains(cell) && !Extra.Contains(cell)).ToArray() is { Length: > 0 } unknown)
        {
            throw new RowMappingException($"{Quoted(unknown)} of the header {(unknown.Length == 1 ? "is no field" : "are no fields")}: map each to a field or keep it as an extra column. "
                + $"The fields are {string.Join(", ", FieldNames.All)}.");
        }

        if (!mapping.Identity.Any(kind => Cell(FieldNames.FieldOf(kind)) >= 0))
        {
            throw new RowMappingException($"No column of the header tells people apart: map one to {string.Join(" or ", mapping.Identity.Select(FieldNames.Of))}. It has {Quoted(names)}.");
        }
    }

    /// <summary>The names, without blanks around them.</summary>
    public string[] Names { get; }

    /// <summary>The cells of the further columns that are kept.</summary>
    public int[] Extra { get; }

    /// <summary>Reads the header at the front of a file.</summary>
    /// <param name="mapping">What the columns mean.</param>
    /// <param name="record">The bytes that the scanner has scanned.</param>
    /// <param name="scanner">Where the cells lie.</param>
    /// <exception cref="RowMappingException">It is unreadable or does not fit the mapping.</exception>
    public static RowHeader Read(RowMapping mapping, ReadOnlySpan<byte> record, RecordScanner scanner)
    {
        if (scanner.Fault != RecordFault.None || scanner.CellCount != scanner.Cells.Length || !Utf8.IsValid(record[..scanner.Length]))
        {
            throw new RowMappingException("The first line names the columns, in UTF-8 and separated by commas; this one can't be read.");
        }

        var names = new string[scanner.CellCount];
        for (var i = 0; i < names.Length; i++)
        {
            var place = scanner.Cells[i];
            names[i] = Encoding.UTF8.GetString(record.Slice(place.Start, place.Length)).Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
        }

        return new RowHeader(mapping, names);
    }

    /// <summary>The cell of a field, or -1.</summary>
    public int Cell(RowField field) => _fields[(int)field];

    /// <summary>The name of a cell, or empty if the header has no such cell.</summary>
    public string Name(int cell) => (uint)cell < (uint)Names.Length ? Names[cell] : "";

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Take(20).Select(name => "'" + (name.Length <= 60 ? name : name[..60] + "…") + "'"));

    private int Required(string name) => Optional(name) is >= 0 and var cell
        ? cell
        : throw new RowMappingException($"The mapping reads the column {Quoted([name])}, which the header lacks; it has {Quoted(Names)}.");

    private int Optional(string name)
    {
        var cell = Array.IndexOf(Names, name);
        return cell < 0 || Array.LastIndexOf(Names, name) == cell
            ? cell
            : throw new RowMappingException($"The header has the column {Quoted([name])} twice.");
    }
}
