using System.Security.Cryptography;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>Ranges as they are without a person, or with what is now known of them. Everybody else stays at the same place.</summary>
public static class RangeEdit
{
    // All of a key's first 64 bits but the 8 that are the range.
    private const ulong InRange = ulong.MaxValue >> 8;

    /// <summary>The range without the person at a place: their key, rows and profile are gone.</summary>
    public static MemberRange Erase(MemberRange range, int place)
    {
        var (high, low, locators) = (range.High.ToArray(), range.Low.ToArray(), range.Locators.ToArray());

        // Any key between the neighbours keeps the order. A random one tells nothing of the person, nor of a neighbour who is erased later.
        (high[place], low[place]) = Between(high, low, place);
        locators[place] = 0;
        var (profiles, table) = WithProfile(range, place, Erased.Profile);
        var further = range.FurtherPlaces.ToArray().Zip(range.FurtherLocators.ToArray()).Where(f => f.First != place).ToArray();
        return new MemberRange(high, low, locators, profiles, table, [.. further.Select(f => f.First)], [.. further.Select(f => f.Second)]);
    }

    /// <summary>The range with another profile of the person at a place.</summary>
    public static MemberRange Correct(MemberRange range, int place, RowProfile profile)
    {
        var (profiles, table) = WithProfile(range, place, profile);
        return new MemberRange(
            range.High.ToArray(), range.Low.ToArray(), range.Locators.ToArray(), profiles, table, range.FurtherPlaces.ToArray(), range.FurtherLocators.ToArray());
    }

    /// <summary>The range without some people's identifiers, and with others of theirs.</summary>
    /// <param name="range">The range.</param>
    /// <param name="persons">Whose (<see cref="PersonRef"/>).</param>
    /// <param name="added">All further identifiers in this range that they have from now on.</param>
    public static AliasRange Realias(AliasRange range, IReadOnlySet<uint> persons, IEnumerable<AliasEntry> added)
    {
        var entries = new List<AliasEntry>(range.Count + 1);
        for (var i = 0; i < range.Count; i++)
        {
            if (!persons.Contains(range.Persons[i]))
            {
                entries.Add(new AliasEntry(range.High[i], range.Low[i], range.Persons[i]));
            }
        }

        entries.AddRange(added);
        entries.Sort((a, b) => a.High != b.High ? a.High.CompareTo(b.High) : a.Low != b.Low ? a.Low.CompareTo(b.Low) : a.Row.CompareTo(b.Row));
        return new AliasRange([.. entries.Select(e => e.High)], [.. entries.Select(e => e.Low)], [.. entries.Select(e => e.Row)]);
    }

    private static (ulong High, uint Low) Between(ulong[] high, uint[] low, int place)
    {
        var (first, last) = (high[place] & ~InRange, high[place] | InRange);
        var (from, to) = (place > 0 ? high[place - 1] : first, place < high.Length - 1 ? high[place + 1] : last);
        return to - from < 2 ? (from, place > 0 ? low[place - 1] : 0) : (from + 1 + (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) % (to - from - 1)), 0);
    }

    private static (ushort[] Profiles, RowProfile[] Table) WithProfile(MemberRange range, int place, RowProfile profile)
    {
        var all = new RowProfile[range.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = i == place ? profile : range.ProfileAt(i);
        }

        RowProfile[] table = [.. all.Distinct().Order(ProfileOrder.Instance)];
        var numbers = table.Index().ToDictionary(p => p.Item, p => (ushort)p.Index);
        return (Array.ConvertAll(all, p => numbers[p]), table);
    }
}
