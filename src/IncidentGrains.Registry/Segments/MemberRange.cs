using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>The people of a segment whose keys lie in one range: each once, erased ones included, sorted by key. Immutable.</summary>
public sealed class MemberRange : KeyRange
{
    private readonly uint[] _locators;
    private readonly ushort[] _profiles;
    private readonly uint[] _furtherPlaces;
    private readonly uint[] _furtherLocators;

    /// <param name="high">First 64 bits of the keys, ascending.</param>
    /// <param name="low">Next 32 bits, ascending among equals.</param>
    /// <param name="locators">The row that decides each person's contact.</param>
    /// <param name="profiles">Each person's profile, an index into <paramref name="table"/>.</param>
    /// <param name="table">The profiles, sorted; an erased person has <see cref="Erased.Profile"/>.</param>
    /// <param name="furtherPlaces">People of whom there are further rows, ascending; once a row.</param>
    /// <param name="furtherLocators">These rows.</param>
    public MemberRange(
        ulong[] high, uint[] low, uint[] locators, ushort[] profiles, RowProfile[] table, uint[] furtherPlaces, uint[] furtherLocators)
        : base(high, low)
    {
        (_locators, _profiles, Table) = (locators, profiles, table);
        (_furtherPlaces, _furtherLocators) = (furtherPlaces, furtherLocators);
    }

    /// <summary>A range in which nobody is.</summary>
    public static MemberRange Empty { get; } = new([], [], [], [], [], [], []);

    /// <summary>The profiles that occur.</summary>
    public RowProfile[] Table { get; }

    /// <summary>Where each person's row is.</summary>
    public ReadOnlySpan<uint> Locators => _locators;

    /// <summary>Each person's profile, an index into <see cref="Table"/>.</summary>
    public ReadOnlySpan<ushort> Profiles => _profiles;

    /// <summary>Places of people of whom there are further rows, ascending; once a row.</summary>
    public ReadOnlySpan<uint> FurtherPlaces => _furtherPlaces;

    /// <summary>Where these rows are.</summary>
    public ReadOnlySpan<uint> FurtherLocators => _furtherLocators;

    /// <summary>Bytes in memory, nearly.</summary>
    public long Size => (20L * Count) + (8L * _furtherPlaces.Length) + (64L * Table.Length);

    /// <summary>All rows of the person at a place, the deciding one first.</summary>
    public IReadOnlyList<Locator> RowsOf(int place)
    {
        var rows = new List<Locator> { new(_locators[place]) };
        for (var i = 0; i < _furtherPlaces.Length; i++)
        {
            if (_furtherPlaces[i] == place)
            {
                rows.Add(new Locator(_furtherLocators[i]));
            }
        }

        return rows;
    }

    /// <summary>The profile at a place.</summary>
    public ref readonly RowProfile ProfileAt(int place) => ref Table[_profiles[place]];
}
