namespace IncidentGrains.Registry.Rows;

/// <summary>The cells of one column one after another, in UTF-8. Its buffers grow and are used again; not safe for several threads.</summary>
public sealed class Utf8Column
{
    private byte[] _bytes = [];
    private int[] _offsets = [0];

    /// <summary>The bytes of all cells; those from <c>Offsets[Count]</c> on mean nothing.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Cell n lies from <c>Offsets[n]</c> to <c>Offsets[n + 1]</c>; entries behind number Count mean nothing.</summary>
    public int[] Offsets => _offsets;

    /// <summary>How many cells there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the cells take.</summary>
    public int Length => _offsets[Count];

    /// <summary>A cell as it stood in the file, without the quotes of CSV.</summary>
    public ReadOnlySpan<byte> this[int row] => _bytes.AsSpan(_offsets[row].._offsets[row + 1]);

    /// <summary>Takes all cells out and keeps the buffers.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a cell.</summary>
    public void Append(ReadOnlySpan<byte> cell)
    {
        cell.CopyTo(Room(cell.Length));
        Advance(cell.Length);
    }

    /// <summary>Room for the next cell; <see cref="Advance"/> then says how much of it was used.</summary>
    internal Span<byte> Room(int size)
    {
        var start = _offsets[Count];
        if (_bytes.Length - start < size)
        {
            Array.Resize(ref _bytes, Math.Max(start + size, Math.Max(_bytes.Length * 2, 4096)));
        }

        if (Count + 2 > _offsets.Length)
        {
            Array.Resize(ref _offsets, Math.Max(_offsets.Length * 2, 1024));
        }

        return _bytes.AsSpan(start);
    }

    internal void Advance(int size)
    {
        _offsets[Count + 1] = _offsets[Count] + size;
        Count++;
    }
}
