using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Segments;

/// <summary>The further identifiers of a segment whose keys lie in one range, sorted by key; several people may share one. Immutable.</summary>
public sealed class AliasRange
{
    private readonly ulong[] _high;
    private readonly uint[] _low;
    private readonly uint[] _persons;

    /// <param name="high">First 64 bits of the keys, ascending.</param>
    /// <param name="low">Next 32 bits, ascending among equals.</param>
    /// <param name="persons">Whose each is (<see cref="PersonRef"/>), ascending among equal keys.</param>
    public AliasRange(ulong[] high, uint[] low, uint[] persons) => (_high, _low, _persons) = (high, low, persons);

    /// <summary>A range without any.</summary>
    public static AliasRange Empty { get; } = new([], [], []);

    public int Count => _high.Length;

    /// <summary>First 64 bits of the keys.</summary>
    public ReadOnlySpan<ulong> High => _high;

    /// <summary>Next 32 bits of the keys.</summary>
    public ReadOnlySpan<uint> Low => _low;

    /// <summary>Whose each is.</summary>
    public ReadOnlySpan<uint> Persons => _persons;

    /// <summary>Bytes in memory, nearly.</summary>
    public long Size => 16L * Count;

    /// <summary>Everybody who has the identifier.</summary>
    public ReadOnlySpan<uint> Find(PersonKey key)
    {
        var first = KeySearch.First(_high, _low, key);
        if (first < 0)
        {
            return [];
        }

        var end = first + 1;
        while (end < Count && _high[end] == key.High && _low[end] == key.Low)
        {
            end++;
        }

        return _persons.AsSpan(first..end);
    }
}
