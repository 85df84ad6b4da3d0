using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Registry.Audiences;

/// <summary>Numbers the people whom only one of two cohorts names, those of each from 1: so they can be marked by a bit. Ranges may be added from several threads.</summary>
/// <param name="first">The bit of the first cohort.</param>
/// <param name="segments">How many segments the two have together.</param>
public sealed class OverlapNumbers(ulong first, int segments)
{
    /// <summary>Stands for everybody whom both cohorts name.</summary>
    internal const uint Both = uint.MaxValue;

    private readonly uint[][][] _numbers = [.. Enumerable.Range(0, segments).Select(_ => new uint[KeyRun.Ranges][])];
    private readonly uint[] _people = new uint[2];

    /// <summary>Numbers the people of one range; each has to be added once.</summary>
    /// <param name="range">Which.</param>
    /// <param name="live">The same range of each segment of the two cohorts, oldest first.</param>
    public void Add(int range, IReadOnlyList<LiveRange> live)
    {
        MemberRange[] members = [.. live.Select(s => s.Members)];
        var visitor = new Numbering(this, live, [.. members.Select(m => new uint[m.Count])], new uint[2]);
        RangeMerge.Visit(members, ref visitor);
        for (var segment = 0; segment < members.Length; segment++)
        {
            _numbers[segment][range] = visitor.Numbers[segment];
        }

        for (var side = 0; side < 2; side++)
        {
            var before = Interlocked.Add(ref _people[side], visitor.People[side]) - visitor.People[side];
            foreach (var numbers in visitor.Numbers.Where((_, segment) => SideOf(live[segment].Cohort) == side))
            {
                Shift(numbers, before);
            }
        }
    }

    /// <summary>0 for the first cohort, 1 for the other.</summary>
    internal int SideOf(ulong cohort) => cohort == first ? 0 : 1;

    /// <summary>How many people of a side have a number.</summary>
    internal uint People(int side) => _people[side];

    /// <summary>The number of somebody of a segment; <see cref="Both"/>, or 0 for somebody who was erased.</summary>
    internal uint Of(int segment, PersonRef person) => _numbers[segment][person.Range][person.Place];

    private static void Shift(uint[] numbers, uint by)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] += numbers[i] is 0 or Both ? 0 : by;
        }
    }

    private readonly struct Numbering(OverlapNumbers owner, IReadOnlyList<LiveRange> live, uint[][] numbers, uint[] people) : IPeopleVisitor
    {
        public uint[][] Numbers => numbers;

        public uint[] People => people;

        public void Alone(int segment, int from, int to)
        {
            var (members, side) = (live[segment].Members, owner.SideOf(live[segment].Cohort));
            for (var place = from; place < to; place++)
            {
                numbers[segment][place] = Erased.Is(members.ProfileAt(place)) ? 0 : ++people[side];
            }
        }

        public void Shared(ReadOnlySpan<int> shared, ReadOnlySpan<int> places)
        {
            var cohorts = SharedKind.Of(live, shared, places).Cohorts;
            var number = cohorts == 0 ? 0 : ulong.IsPow2(cohorts) ? ++people[owner.SideOf(cohorts)] : Both;
            for (var i = 0; i < shared.Length; i++)
            {
                numbers[shared[i]][places[i]] = number;
            }
        }
    }
}
