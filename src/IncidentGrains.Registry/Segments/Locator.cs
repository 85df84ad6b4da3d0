namespace IncidentGrains.Registry.Segments;

/// <summary>Where a row is: in which chunk of its import, and which row of it. 32 bits.</summary>
/// <param name="Value">The chunk's number less one in the upper 15 bits, the row in the lower 17.</param>
public readonly record struct Locator(uint Value)
{
    /// <summary>Rows of the largest chunk.</summary>
    public const int MaxRows = 1 << RowBits;

    /// <summary>Chunks of the largest import: with full chunks, 4.29 billion rows.</summary>
    public const int MaxChunks = 1 << (32 - RowBits);

    private const int RowBits = 17;

    /// <param name="chunk">The chunk's place in its import, from 0.</param>
    /// <param name="row">The row's place in its chunk, from 0.</param>
    public Locator(int chunk, uint row)
        : this(((uint)chunk << RowBits) | row)
    {
    }

    /// <summary>The chunk's place in its import, from 0.</summary>
    public int Chunk => (int)(Value >> RowBits);

    /// <summary>The row's place in its chunk, from 0.</summary>
    public int Row => (int)(Value & (MaxRows - 1));
}
