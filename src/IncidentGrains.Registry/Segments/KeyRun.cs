using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>The keys of one chunk's rows, laid apart by key range: what a segment is built from. It holds no contact data.</summary>
/// <remarks>A run follows from its chunk alone. Whoever has lost it makes it again from the stored chunk.</remarks>
public sealed class KeyRun
{
    /// <summary>How many ranges the key space is divided into, by a key's first 8 bits: each range of 33.7 million people then fits a processor's cache while it is sorted.</summary>
    public const int Ranges = 256;

    private readonly MemberEntry[] _members;
    private readonly AliasEntry[] _aliases;
    private readonly int[] _memberStarts = new int[Ranges + 1];
    private readonly int[] _aliasStarts = new int[Ranges + 1];

    private KeyRun(RowBlock rows)
    {
        Rows = rows.Count;
        Profiles = [.. rows.Profiles];
        Count(rows.Identity, rows.Count, _memberStarts);
        Count(rows.Email, rows.Count, _aliasStarts);
        Count(rows.Phone, rows.Count, _aliasStarts);
        _members = new MemberEntry[Starts(_memberStarts)];
        _aliases = new AliasEntry[Starts(_aliasStarts)];
        Span<int> at = stackalloc int[Ranges];
        _memberStarts.AsSpan(0, Ranges).CopyTo(at);
        for (var row = 0; row < rows.Count; row++)
        {
            var key = rows.Identity[row];
            _members[at[key.Range]++] = new MemberEntry(key.High, key.Low, (uint)row, rows.Profile[row]);
        }

        _aliasStarts.AsSpan(0, Ranges).CopyTo(at);
        for (var row = 0; row < rows.Count; row++)
        {
            Place(rows.Email[row], row, at);
            Place(rows.Phone[row], row, at);
        }
    }

    /// <summary>Accepted rows of the chunk.</summary>
    public int Rows { get; }

    /// <summary>The profiles that <see cref="MemberEntry.Profile"/> counts in.</summary>
    public IReadOnlyList<RowProfile> Profiles { get; }

    /// <summary>The keys of a parsed chunk.</summary>
    public static KeyRun Of(RowBlock rows) => new(rows);

    /// <summary>The rows whose person's key is in a range, in the order of rows.</summary>
    public ReadOnlySpan<MemberEntry> Members(int range) => _members.AsSpan(_memberStarts[range].._memberStarts[range + 1]);

    /// <summary>The further identifiers whose key is in a range, in the order of rows.</summary>
    public ReadOnlySpan<AliasEntry> Aliases(int range) => _aliases.AsSpan(_aliasStarts[range].._aliasStarts[range + 1]);

    private static void Count(PersonKey[] keys, int rows, int[] starts)
    {
        foreach (var key in keys.AsSpan(0, rows))
        {
            if (!key.IsNone)
            {
                starts[key.Range + 1]++;
            }
        }
    }

    private static int Starts(int[] counts)
    {
        for (var range = 0; range < Ranges; range++)
        {
            counts[range + 1] += counts[range];
        }

        return counts[Ranges];
    }

    private void Place(PersonKey key, int row, Span<int> at)
    {
        if (!key.IsNone)
        {
            _aliases[at[key.Range]++] = new AliasEntry(key.High, key.Low, (uint)row);
        }
    }
}
