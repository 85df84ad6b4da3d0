namespace IncidentGrains.Registry.Segments;

/// <summary>A person of a segment: which range, and which place in it. 32 bits.</summary>
/// <param name="Value">The range in the upper 8 bits, the place in the lower 24.</param>
public readonly record struct PersonRef(uint Value)
{
    /// <summary>People of the largest range.</summary>
    public const int MaxPlaces = 1 << 24;

    /// <param name="range">The range, 0–255.</param>
    /// <param name="place">The place in the range, from 0.</param>
    public PersonRef(int range, int place)
        : this(((uint)range << 24) | (uint)place)
    {
    }

    public int Range => (int)(Value >> 24);

    public int Place => (int)(Value & (MaxPlaces - 1));
}
