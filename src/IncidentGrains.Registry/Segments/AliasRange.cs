using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Segments;

/// <summary>The further identifiers of a segment whose keys lie in one range, sorted by key; several people may share one. Immutable.</summary>
public sealed class AliasRange : KeyRange
{
    private readonly uint[] _persons;

    /// <param name="high">First 64 bits of the keys, ascending.</param>
    /// <param name="low">Next 32 bits, ascending among equals.</param>
    /// <param name="persons">Whose each is (<see cref="PersonRef"/>), ascending among equal keys.</param>
    public AliasRange(ulong[] high, uint[] low, uint[] persons)
        : base(high, low) => _persons = persons;

    /// <summary>A range without any.</summary>
    public static AliasRange Empty { get; } = new([], [], []);

    /// <summary>Whose each is.</summary>
    public ReadOnlySpan<uint> Persons => _persons;

    /// <summary>Bytes in memory, nearly.</summary>
    public long Size => 18L * Count;

    /// <summary>Everybody who has an identifier.</summary>
    public ReadOnlySpan<uint> HoldersOf(PersonKey key) => HoldersAt(Find(key));

    /// <summary>Everybody who has the identifier whose first holder stands at a place; nobody at -1.</summary>
    public ReadOnlySpan<uint> HoldersAt(int first)
    {
        if (first < 0)
        {
            return [];
        }

        var end = first + 1;
        while (end < Count && High[end] == High[first] && Low[end] == Low[first])
        {
            end++;
        }

        return _persons.AsSpan(first..end);
    }
}
