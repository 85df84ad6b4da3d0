using System.Runtime.CompilerServices;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>The keys of one chunk's rows, laid apart by key range: what a segment is built from. It holds no contact data.</summary>
/// <remarks>A run follows from its chunk alone. Whoever has lost it makes it again from the stored chunk.</remarks>
public sealed class KeyRun
{
    /// <summary>How many ranges the key space is divided into, by a key's first 8 bits: each range of 33.7 million people then fits a processor's cache while it is sorted.</summary>
    public const int Ranges = 256;

    private readonly int[] _memberStarts = new int[Ranges + 1];
    private readonly int[] _aliasStarts = new int[Ranges + 1];
    private MemberEntry[] _members = [];
    private AliasEntry[] _aliases = [];

    /// <summary>Accepted rows of the chunk.</summary>
    public int Rows { get; private set; }

    /// <summary>The profiles that <see cref="MemberEntry.Profile"/> counts in.</summary>
    public IReadOnlyList<RowProfile> Profiles { get; private set; } = [];

    /// <summary>The keys of a parsed chunk.</summary>
    public static KeyRun Of(RowBlock rows)
    {
        var run = new KeyRun();
        run.Fill(rows);
        return run;
    }

    /// <summary>Takes the keys of another chunk in the place of what it held; its memory is used again.</summary>
    // Optimized from its first call on: profiles would count in its loops for the first millions of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(RowBlock rows)
    {
        (Rows, Profiles) = (rows.Count, [.. rows.Profiles]);
        Array.Clear(_memberStarts);
        Array.Clear(_aliasStarts);
        Count(rows.Identity, rows.Count, _memberStarts);
        Count(rows.Email, rows.Count, _aliasStarts);
        Count(rows.Phone, rows.Count, _aliasStarts);
        Hold(ref _members, Starts(_memberStarts));
        Hold(ref _aliases, Starts(_aliasStarts));
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

    /// <summary>The rows whose person's key is in a range, in the order of rows.</summary>
    public ReadOnlySpan<MemberEntry> Members(int range) => _members.AsSpan(_memberStarts[range].._memberStarts[range + 1]);

    /// <summary>The further identifiers whose key is in a range, in the order of rows.</summary>
    public ReadOnlySpan<AliasEntry> Aliases(int range) => _aliases.AsSpan(_aliasStarts[range].._aliasStarts[range + 1]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    private static void Hold<T>(ref T[] entries, int count)
    {
        if (entries.Length < count)
        {
            entries = GC.AllocateUninitializedArray<T>(count + (count / 8));
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
