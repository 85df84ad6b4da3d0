using System.Runtime.CompilerServices;
using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Segments;

/// <summary>Builds a segment from the key runs of an import: each person once, with the union of the categories of all rows.</summary>
/// <remarks>
/// What is built depends on the runs alone, never on threads or on who builds. First all ranges of members, in any order
/// and from any thread; then all ranges of aliases, which point at members.
/// </remarks>
public sealed class SegmentBuilder
{
    private readonly IKeyRuns _runs;
    private readonly ProfileTable _profiles = new();
    private readonly int[][] _numbers;
    private readonly int[] _firstRow;

    // Whose row each is: needed to point aliases at people, 4 bytes a row.
    private readonly uint[] _persons;

    /// <param name="runs">The import's runs, complete.</param>
    public SegmentBuilder(IKeyRuns runs)
    {
        _runs = runs;
        _numbers = new int[runs.Count][];
        _firstRow = new int[runs.Count + 1];
        for (var chunk = 0; chunk < runs.Count; chunk++)
        {
            _numbers[chunk] = [.. runs.Profiles(chunk).Select(_profiles.NumberOf)];
            _firstRow[chunk + 1] = checked(_firstRow[chunk] + runs.Rows(chunk));
        }

        _persons = GC.AllocateUninitializedArray<uint>(_firstRow[^1]);
    }

    /// <summary>Accepted rows of the import.</summary>
    public int Rows => _persons.Length;

    /// <summary>The people of a range.</summary>
    /// <param name="range">The range, 0–255.</param>
    /// <param name="work">Memory to work in; one a thread.</param>
    // Optimized from its first call on: profiles would count in its loops for the first millions of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public MemberRange Members(int range, SegmentWorkspace work)
    {
        var entries = work.Sorted(Gather(range, work));
        var (high, low, locators, numbers) = (new ulong[entries.Length], new uint[entries.Length], new uint[entries.Length], new int[entries.Length]);
        var (furtherPlaces, furtherLocators) = (new List<uint>(), new List<uint>());
        var count = 0;
        foreach (ref readonly var entry in entries)
        {
            if (count == 0 || high[count - 1] != entry.High || low[count - 1] != entry.Low)
            {
                (high[count], low[count], locators[count], numbers[count]) = (entry.High, entry.Low, entry.Row, entry.Profile);
                count++;
            }
            else
            {
                furtherPlaces.Add((uint)count - 1);
                furtherLocators.Add(entry.Row);
                numbers[count - 1] = numbers[count - 1] == entry.Profile ? entry.Profile : United(numbers[count - 1], entry.Profile);
            }

            var row = new Locator(entry.Row);
            _persons[_firstRow[row.Chunk] + row.Row] = new PersonRef(range, count - 1).Value;
        }

        if (count > PersonRef.MaxPlaces)
        {
            throw new InvalidOperationException($"Range {range} has {count} people; a segment holds at most {PersonRef.MaxPlaces} a range. Import into several cohorts.");
        }

        var (profiles, table) = Tabled(numbers.AsSpan(0, count));
        return new MemberRange(high[..count], low[..count], locators[..count], profiles, table, [.. furtherPlaces], [.. furtherLocators]);
    }

    /// <summary>The further identifiers of a range; after all ranges of members were built.</summary>
    /// <param name="range">The range, 0–255.</param>
    /// <param name="work">Memory to work in; one a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AliasRange Aliases(int range, SegmentWorkspace work)
    {
        var gathered = 0;
        for (var chunk = 0; chunk < _runs.Count; chunk++)
        {
            var from = gathered;
            gathered += SegmentWorkspace.Add(chunk, gathered, (c, into) => _runs.Aliases(c, range, into), ref work.Aliases);
            foreach (ref var entry in work.Aliases.AsSpan(from..gathered))
            {
                entry = entry with { Row = _persons[_firstRow[chunk] + (int)entry.Row] };
            }
        }

        var entries = work.Sorted(work.Aliases.AsSpan(0, gathered));
        var (high, low, persons) = (new ulong[entries.Length], new uint[entries.Length], new uint[entries.Length]);
        var count = 0;
        for (int from = 0, to; from < entries.Length; from = to)
        {
            var key = entries[from];
            for (to = from; to < entries.Length && entries[to].High == key.High && entries[to].Low == key.Low; to++)
            {
                persons[count + to - from] = entries[to].Row;
            }

            // A person's rows repeat a pair, and "none@shop.example" may be a million people's.
            var distinct = Distinct(persons.AsSpan(count, to - from));
            high.AsSpan(count, distinct).Fill(key.High);
            low.AsSpan(count, distinct).Fill(key.Low);
            count += distinct;
        }

        return new AliasRange(high[..count], low[..count], persons[..count]);
    }

    // Sorts, keeps each once at the front, and says how many those are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Distinct(Span<uint> values)
    {
        if (values.Length > 1)
        {
            values.Sort();
        }

        var kept = 1;
        foreach (var value in values[1..])
        {
            if (value != values[kept - 1])
            {
                values[kept++] = value;
            }
        }

        return kept;
    }

    private Span<MemberEntry> Gather(int range, SegmentWorkspace work)
    {
        var gathered = 0;
        for (var chunk = 0; chunk < _runs.Count; chunk++)
        {
            var from = gathered;
            gathered += SegmentWorkspace.Add(chunk, gathered, (c, into) => _runs.Members(c, range, into), ref work.Members);
            var numbers = _numbers[chunk];
            foreach (ref var entry in work.Members.AsSpan(from..gathered))
            {
                entry = entry with { Row = new Locator(chunk, entry.Row).Value, Profile = numbers[entry.Profile] };
            }
        }

        return work.Members.AsSpan(0, gathered);
    }

    private int United(int first, int further)
    {
        var (profile, categories) = (_profiles[first], _profiles[further].Categories);
        return (profile.Categories | categories) == profile.Categories ? first : _profiles.NumberOf(profile with { Categories = profile.Categories | categories });
    }

    // The range's own table of profiles, sorted, so that nothing of how they were numbered remains.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (ushort[] Profiles, RowProfile[] Table) Tabled(ReadOnlySpan<int> numbers)
    {
        var used = new HashSet<int>();
        var last = -1;
        foreach (var number in numbers)
        {
            if (number != last)
            {
                used.Add(last = number);
            }
        }

        var sorted = used.Select(n => (Number: n, Profile: _profiles[n])).OrderBy(p => p.Profile, ProfileOrder.Instance).ToArray();
        if (sorted.Length > ushort.MaxValue)
        {
            throw new InvalidOperationException($"A range has {sorted.Length} different profiles; at most {ushort.MaxValue} are possible. Import into several cohorts.");
        }

        var places = new Dictionary<int, ushort>(sorted.Length);
        for (var i = 0; i < sorted.Length; i++)
        {
            places[sorted[i].Number] = (ushort)i;
        }

        var profiles = new ushort[numbers.Length];
        var (lastNumber, lastPlace) = (-1, (ushort)0);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != lastNumber)
            {
                (lastNumber, lastPlace) = (numbers[i], places[numbers[i]]);
            }

            profiles[i] = lastPlace;
        }

        return (profiles, [.. sorted.Select(p => p.Profile)]);
    }
}
