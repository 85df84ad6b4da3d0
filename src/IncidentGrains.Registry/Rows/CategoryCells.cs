using System.Text;

namespace IncidentGrains.Registry.Rows;

/// <summary>Reads cells such as <c>name|email</c> as bits. Rows repeat each other, so the last cells are remembered.</summary>
internal sealed class CategoryCells
{
    private const int Remembered = 64;

    private readonly byte[][] _names;
    private readonly ulong _default;
    private readonly byte[]?[] _cells = new byte[]?[Remembered];
    private readonly ulong[] _masks = new ulong[Remembered];

    public CategoryCells(RowMapping mapping)
    {
        _names = [.. mapping.Categories.Select(Encoding.UTF8.GetBytes)];
        var all = 0UL;
        for (var i = 0; i < _names.Length; i++)
        {
            all |= _names[i].Length > 0 ? 1UL << i : 0;
        }

        _default = mapping.Constants.TryGetValue(RowField.Categories, out var constant) && Read(Encoding.UTF8.GetBytes(constant), out var mask) ? mask : all;
    }

    /// <summary>The bits of a cell, those of the default if it is empty; false if it names a category that is not declared.</summary>
    public bool TryMask(ReadOnlySpan<byte> cell, out ulong mask)
    {
        if (cell.IsEmpty)
        {
            mask = _default;
            return true;
        }

        var slot = (cell.Length + (cell[0] * 5) + (cell[^1] * 11) + (cell[cell.Length / 2] * 3)) % Remembered;
        if (_cells[slot] is { } known && cell.SequenceEqual(known))
        {
            mask = _masks[slot];
            return true;
        }

        if (!Read(cell, out mask))
        {
            return false;
        }

        (_cells[slot], _masks[slot]) = (cell.ToArray(), mask);
        return true;
    }

    private bool Read(ReadOnlySpan<byte> cell, out ulong mask)
    {
        mask = 0;
        var isBlank = true;
        foreach (var range in cell.Split((byte)'|'))
        {
            var name = Utf8Text.Trim(cell[range]);
            if (!name.IsEmpty)
            {
                isBlank = false;
                if (Number(name) is not (>= 0 and var number))
                {
                    return false;
                }

                mask |= 1UL << number;
            }
        }

        mask = isBlank ? _default : mask;
        return true;
    }

    private int Number(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
