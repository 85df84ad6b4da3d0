using System.Buffers;
using System.Text;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Chunks;

/// <summary>Gives the rows of a stored chunk back as the CSV that they came from, so that there is one way from rows to keys.</summary>
public static class ChunkCsv
{
    /// <summary>The chunk as a small complete CSV file that the same mapping reads as the same rows.</summary>
    public static byte[] Write(ChunkRows rows, RowMapping mapping)
    {
        var columns = new List<(string Header, Utf8Column Cells)>();
        foreach (var field in Enum.GetValues<RowField>())
        {
            if (mapping.Columns.TryGetValue(field, out var header) || (mapping.Columns.Count == 0 && (header = FieldNames.Of(field)).Length > 0))
            {
                columns.Add((header, rows.Column(field)));
            }
        }

        columns.AddRange(mapping.Extra.Select(e => (e, rows["+" + e])));
        var csv = new ArrayBufferWriter<byte>(rows.Count * 160);
        CsvCells.Line(csv, columns.Count, i => Encoding.UTF8.GetBytes(columns[i].Header));
        for (var row = 0; row < rows.Count; row++)
        {
            CsvCells.Line(csv, columns.Count, i => columns[i].Cells[row]);
        }

        return csv.WrittenSpan.ToArray();
    }
}
