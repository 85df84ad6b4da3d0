using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Segments;

/// <summary>The further identifiers of a segment whose keys lie in one range, sorted by key; several people may share one. Immutable.</summary>
public sealed class AliasRange : IKeyRange
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

    /// <summary>Where the first holders of several identifiers stand, or -1 each; see <see cref="At"/>.</summary>
    /// <param name="ranges">The range of each.</param>
    /// <param name="keys">The identifiers.</param>
    /// <param name="places">Where the places go; as many as keys.</param>
    public static void Find(ReadOnlySpan<AliasRange> ranges, ReadOnlySpan<PersonKey> keys, Span<int> places) => KeySearch.First(ranges, keys, places);

    /// <summary>Everybody who has the identifier.</summary>
    public ReadOnlySpan<uint> Find(PersonKey key) => At(KeySearch.First(_high, _low, key));

    /// <summary>Everybody who has the identifier whose first holder stands at a place; nobody at -1.</summary>
    public ReadOnlySpan<uint> At(int first)
    {
        if (first < 0)
        {
            return [];
        }

        var end = first + 1;
        while (end < Count && _high[end] == _high[first] && _low[end] == _low[first])
        {
            end++;
        }

        return _persons.AsSpan(first..end);
    }
}
