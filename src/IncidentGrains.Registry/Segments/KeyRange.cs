using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Segments;

/// <summary>Sorted keys of one range. Immutable.</summary>
public abstract class KeyRange
{
    private readonly ulong[] _high;
    private readonly uint[] _low;
    private int[]? _parts;

    private protected KeyRange(ulong[] high, uint[] low) => (_high, _low) = (high, low);

    /// <summary>How many there are.</summary>
    public int Count => _high.Length;

    /// <summary>First 64 bits of the keys, ascending.</summary>
    public ReadOnlySpan<ulong> High => _high;

    /// <summary>Next 32 bits, ascending among equals.</summary>
    public ReadOnlySpan<uint> Low => _low;

    /// <summary>See <see cref="KeySearch.Parts"/>; made when the first key is looked for, since most ranges are read from end to end.</summary>
    internal int[] Parts => _parts ??= KeySearch.Parts(_high);

    /// <summary>The key at a place.</summary>
    public PersonKey KeyAt(int place) => new(_high[place], _low[place]);

    /// <summary>The first place of a key, or -1.</summary>
    public int Find(PersonKey key) => KeySearch.First(_high, _low, key, KeySearch.LowerBound(_high, Parts, key.High));

    /// <summary>The first place from one on whose key is not below the one given; the nearer it is, the sooner it is found.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="key">What is looked for.</param>
    internal int PlaceFrom(int from, PersonKey key)
    {
        var step = 1;
        while (from + step <= Count && KeyAt(from + step - 1) < key)
        {
            from += step;
            step *= 2;
        }

        var to = Math.Min(from + step - 1, Count);
        while (from < to)
        {
            var middle = from + ((to - from) >> 1);
            (from, to) = KeyAt(middle) < key ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    /// <summary>The first places of several keys, or -1 each; together they take far less time than one by one.</summary>
    /// <param name="ranges">The range of each.</param>
    /// <param name="keys">What is looked for.</param>
    /// <param name="places">Where the places go; as many as keys.</param>
    public static void Find<TRange>(ReadOnlySpan<TRange> ranges, ReadOnlySpan<PersonKey> keys, Span<int> places)
        where TRange : KeyRange => KeySearch.First(ranges, keys, places);
}
