using System.Buffers;

namespace IncidentGrains.Registry.Chunks;

/// <summary>Writes records of CSV (RFC 4180): what needs quotes gets them.</summary>
internal static class CsvCells
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\"\r\n"u8);

    /// <summary>Gives the cell of a column.</summary>
    public delegate ReadOnlySpan<byte> Cell(int column);

    /// <summary>Writes a record.</summary>
    public static void Line(ArrayBufferWriter<byte> csv, int cells, Cell cell)
    {
        for (var i = 0; i < cells; i++)
        {
            if (i > 0)
            {
                csv.Write(","u8);
            }

            Put(csv, cell(i));
        }

        csv.Write("\n"u8);
    }

    private static void Put(ArrayBufferWriter<byte> csv, ReadOnlySpan<byte> cell)
    {
        if (!cell.ContainsAny(Quoted))
        {
            csv.Write(cell);
            return;
        }

        csv.Write("\""u8);
        for (int quote; (quote = cell.IndexOf((byte)'"')) >= 0; cell = cell[(quote + 1)..])
        {
            csv.Write(cell[..(quote + 1)]);
            csv.Write("\""u8);
        }

        csv.Write(cell);
        csv.Write("\""u8);
    }
}
