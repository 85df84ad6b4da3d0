using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Rows;

/// <summary>The cells of one record, each as its author meant it: without quotes around it, and quotes in it once.</summary>
/// <param name="record">The record's bytes.</param>
/// <param name="places">Where the cells lie.</param>
/// <param name="unescaped">Room for cells with quotes in them: as long as the record.</param>
[StructLayout(LayoutKind.Auto)]
internal ref struct RowCells(ReadOnlySpan<byte> record, ReadOnlySpan<CellPlace> places, Span<byte> unescaped)
{
    private readonly ReadOnlySpan<byte> _record = record;
    private readonly ReadOnlySpan<CellPlace> _places = places;
    private Span<byte> _unescaped = unescaped;

    /// <summary>A cell; empty if there is none, number -1.</summary>
    public ReadOnlySpan<byte> Cell(int number)
    {
        if (number < 0)
        {
            return [];
        }

        ref readonly var place = ref _places[number];
        var cell = _record.Slice(place.Start, place.Length);
        return place.IsEscaped ? Unescape(cell) : cell;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> cell)
    {
        var length = 0;
        while (cell.IndexOf((byte)'"') is >= 0 and var quote)
        {
            cell[..(quote + 1)].CopyTo(_unescaped[length..]);
            length += quote + 1;
            cell = cell[(quote + 2)..];
        }

        cell.CopyTo(_unescaped[length..]);
        length += cell.Length;
        var result = _unescaped[..length];
        _unescaped = _unescaped[length..];
        return result;
    }
}
