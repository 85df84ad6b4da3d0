using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>What a search for many keys writes down on its way; each thread has one, since a search never waits.</summary>
internal sealed class FinderScratch
{
    // As many as calls ask for. An address that thousands of people share takes more, rarely: that is not kept.
    private const int MostKept = 4_096;

    [ThreadStatic]
    private static FinderScratch? _ofThread;

    private MemberRange[] _members = [];
    private AliasRange[] _aliases = [];
    private PersonKey[] _keys = [];
    private int[] _places = [];
    private bool[] _flags = [];

    /// <summary>This thread's.</summary>
    public static FinderScratch OfThread => _ofThread ??= new FinderScratch();

    /// <summary>Who asked for each of <see cref="Followed"/>, by place, or -1: nobody.</summary>
    public List<int> Owners { get; } = [];

    /// <summary>Whom else to look for.</summary>
    public List<PersonKey> Followed { get; } = [];

    /// <summary>The ranges in which to look for so many people.</summary>
    public Span<MemberRange> Members(int count) => Room(ref _members, count);

    /// <summary>The ranges in which to look for so many further identifiers.</summary>
    public Span<AliasRange> Aliases(int count) => Room(ref _aliases, count);

    /// <summary>So many keys.</summary>
    public Span<PersonKey> Keys(int count) => Room(ref _keys, count);

    /// <summary>Where so many were found.</summary>
    public Span<int> Places(int count) => Room(ref _places, count);

    /// <summary>False for each of so many.</summary>
    public Span<bool> Flags(int count)
    {
        var flags = Room(ref _flags, count);
        flags.Clear();
        return flags;
    }

    /// <summary>Lets go of the ranges: what was evicted meanwhile is not to live on here.</summary>
    public void Clear()
    {
        if (Followed.Capacity > MostKept)
        {
            _ofThread = null;
            return;
        }

        Array.Clear(_members);
        Array.Clear(_aliases);
        Owners.Clear();
        Followed.Clear();
    }

    private static Span<T> Room<T>(ref T[] array, int count)
    {
        if (array.Length < count)
        {
            array = new T[count];
        }

        return array.AsSpan(0, count);
    }
}
