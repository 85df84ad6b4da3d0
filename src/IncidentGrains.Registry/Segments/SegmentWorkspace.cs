namespace IncidentGrains.Registry.Segments;

/// <summary>Memory in which one thread builds ranges, kept from one to the next.</summary>
public sealed class SegmentWorkspace
{
    private MemberEntry[] _sortedMembers = [];
    private AliasEntry[] _sortedAliases = [];

    /// <summary>What is gathered of members.</summary>
    internal MemberEntry[] Members = new MemberEntry[1024];

    /// <summary>What is gathered of aliases.</summary>
    internal AliasEntry[] Aliases = new AliasEntry[1024];

    internal delegate int Reader<T>(int chunk, Span<T> into);

    /// <summary>Adds a chunk's entries behind those gathered already; returns how many.</summary>
    internal static int Add<T>(int chunk, int gathered, Reader<T> read, ref T[] entries)
    {
        var count = read(chunk, entries.AsSpan(gathered));
        if (gathered + count > entries.Length)
        {
            Array.Resize(ref entries, Math.Max(entries.Length * 2, gathered + count));
            count = read(chunk, entries.AsSpan(gathered));
        }

        return count;
    }

    internal ReadOnlySpan<MemberEntry> Sorted(ReadOnlySpan<MemberEntry> entries) => Sorted(entries, ref _sortedMembers);

    internal ReadOnlySpan<AliasEntry> Sorted(ReadOnlySpan<AliasEntry> entries) => Sorted(entries, ref _sortedAliases);

    private static ReadOnlySpan<T> Sorted<T>(ReadOnlySpan<T> entries, ref T[] into)
        where T : struct, IKeyedEntry
    {
        if (into.Length < entries.Length)
        {
            into = GC.AllocateUninitializedArray<T>(entries.Length + (entries.Length / 8));
        }

        var sorted = into.AsSpan(0, entries.Length);
        EntrySort.Sort(entries, sorted);
        return sorted;
    }
}
