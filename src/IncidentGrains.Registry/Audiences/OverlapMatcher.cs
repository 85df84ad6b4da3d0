using System.Numerics;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Registry.Audiences;

/// <summary>Finds who of one cohort has an identifier in common with whom of another. Ranges may be added from several threads.</summary>
/// <param name="numbers">The people in question; all ranges numbered.</param>
public sealed class OverlapMatcher(OverlapNumbers numbers)
{
    private readonly Marks[] _alone = [new(numbers.People(0)), new(numbers.People(1))];
    private readonly Marks[] _any = [new(numbers.People(0)), new(numbers.People(1))];

    /// <summary>What the ranges added so far tell.</summary>
    public OverlapEstimate Estimate => new(Math.Min(_alone[0].Count, _alone[1].Count), Math.Min(_any[0].Count, _any[1].Count));

    /// <summary>Compares the identifiers of one range; each has to be added once.</summary>
    /// <param name="range">Which.</param>
    /// <param name="live">The same range of each segment of the two cohorts, in the order in which they were numbered.</param>
    /// <param name="aliases">The further identifiers of each.</param>
    public void Add(int range, IReadOnlyList<LiveRange> live, IReadOnlyList<AliasRange> aliases)
    {
        Side[] sides = [new(), new()];
        for (var i = 0; i < live.Count; i++)
        {
            var (segment, further) = (i, aliases[i]);
            var side = sides[numbers.SideOf(live[i].Cohort)];
            side.Lists.Add(new Identifiers(live[i].Members, place => numbers.Of(segment, new PersonRef(range, place))));
            side.Lists.Add(new Identifiers(further, place => numbers.Of(segment, new PersonRef(further.Persons[place]))));
        }

        while (sides[0].Lowest(out var a) && sides[1].Lowest(out var b))
        {
            if (a != b)
            {
                sides[a < b ? 0 : 1].SkipTo(a < b ? b : a);
                continue;
            }

            sides[0].Take(a);
            sides[1].Take(a);
            Mark(sides);
        }
    }

    private void Mark(Side[] sides)
    {
        if (sides.Any(s => s.Persons.Count == 0))
        {
            return;
        }

        var areAlone = sides.All(s => s.IsOnePersons);
        for (var side = 0; side < 2; side++)
        {
            foreach (var person in sides[side].Persons)
            {
                _any[side].Set(person);
                if (areAlone)
                {
                    _alone[side].Set(person);
                }
            }
        }
    }

    /// <summary>Identifiers in the order of their keys, and whose they are.</summary>
    private sealed class Identifiers(KeyRange keys, Func<int, uint> numberAt)
    {
        private int _at;

        public bool IsAtEnd => _at == keys.Count;

        public PersonKey Key => keys.KeyAt(_at);

        public void SkipTo(PersonKey key) => _at = keys.PlaceFrom(_at, key);

        /// <summary>Tells whose the next identifiers are as long as they have a key.</summary>
        public void Take(PersonKey key, Action<uint> person)
        {
            for (; !IsAtEnd && Key == key; _at++)
            {
                person(numberAt(_at));
            }
        }
    }

    /// <summary>All identifiers that a cohort has in the range.</summary>
    private sealed class Side
    {
        private bool _isAnothersToo;

        public List<Identifiers> Lists { get; } = [];

        /// <summary>Who has the identifier taken last, of those with a number; whoever is in several segments more than once.</summary>
        public List<uint> Persons { get; } = [];

        public bool IsOnePersons => !_isAnothersToo && Persons.TrueForAll(p => p == Persons[0]);

        public bool Lowest(out PersonKey key)
        {
            key = default;
            var isAny = false;
            foreach (var list in Lists)
            {
                if (!list.IsAtEnd && (!isAny || list.Key < key))
                {
                    (key, isAny) = (list.Key, true);
                }
            }

            return isAny;
        }

        public void SkipTo(PersonKey key)
        {
            foreach (var list in Lists)
            {
                list.SkipTo(key);
            }
        }

        public void Take(PersonKey key)
        {
            Persons.Clear();
            _isAnothersToo = false;
            foreach (var list in Lists)
            {
                list.Take(key, Add);
            }
        }

        private void Add(uint person)
        {
            if (person == OverlapNumbers.Both)
            {
                _isAnothersToo = true;
            }
            else if (person != 0)
            {
                Persons.Add(person);
            }
        }
    }

    /// <summary>A bit for each number.</summary>
    private sealed class Marks(uint highest)
    {
        private readonly ulong[] _words = new ulong[(highest / 64) + 1];

        public long Count => _words.Sum(w => (long)BitOperations.PopCount(w));

        public void Set(uint number) => Interlocked.Or(ref _words[number / 64], 1UL << (int)(number % 64));
    }
}
