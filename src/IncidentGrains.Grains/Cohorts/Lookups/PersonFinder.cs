using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>Finds people by key in the segments of a registry: as a member, and as one of whom the key is a further identifier.</summary>
/// <remarks>
/// Whoever is not there costs the same as whoever is: a key that names nobody is followed as if it named one person, so
/// that time tells no more than the answer.
/// </remarks>
internal sealed partial class PersonFinder(RangeCache ranges)
{
    // An address such as none@shop.example can be a million people's. What they have in common is known after far fewer.
    private const int MostPeople = 4096;

    /// <summary>What is known of everybody with each of these identifiers, in order.</summary>
    public async ValueTask<PersonAnswer[]> Find(RegistryView view, PersonKey[] keys)
    {
        var answers = new PersonAnswer[keys.Length];
        if (TryFind(view, keys, answers))
        {
            return answers;
        }

        // What was found before something was missing is found anew.
        for (var i = 0; i < keys.Length; i++)
        {
            answers[i] = await Find(view, keys[i]);
        }

        return answers;
    }

    /// <summary>Everybody with this identifier, by the keys under which they are members.</summary>
    public async Task<IReadOnlySet<PersonKey>> Persons(RegistryView view, PersonKey key)
    {
        var persons = new HashSet<PersonKey>();
        if ((await Member(view, key)).IsAffected)
        {
            persons.Add(key);
        }

        foreach (var segment in view.Segments)
        {
            foreach (var alias in (await ranges.Aliases(view, segment, key.Range)).HoldersOf(key).ToArray())
            {
                var person = new PersonRef(alias);
                persons.Add((await ranges.Members(view, segment, person.Range)).KeyAt(person.Place));
            }
        }

        return persons;
    }

    // Evenly spread like any other, and nobody's.
    private static PersonKey Nobody(PersonKey key) => new(~key.High, key.Low);

    private static int Followed(ReadOnlySpan<uint> persons) => Math.Min(persons.Length, MostPeople);

    private static PersonAnswer United(PersonAnswer a, PersonAnswer b) => new(a.Cohorts | b.Cohorts, a.Categories | b.Categories);

    private static PersonAnswer At(LiveSegment segment, MemberRange members, int place)
    {
        if (place < 0)
        {
            return default;
        }

        ref readonly var profile = ref members.ProfileAt(place);
        return Erased.Is(profile) ? default : new PersonAnswer(segment.Cohort, profile.Categories);
    }

    private async ValueTask<PersonAnswer> Find(RegistryView view, PersonKey key)
    {
        var answer = await Member(view, key);
        var followed = 0;
        for (var i = 0; i < view.Segments.Count; i++)
        {
            var aliases = await ranges.Aliases(view, view.Segments[i], key.Range);
            var persons = Followed(aliases.HoldersOf(key));
            for (var n = 0; n < persons; n++)
            {
                var person = new PersonRef(aliases.HoldersOf(key)[n]);
                var members = await ranges.Members(view, view.Segments[i], person.Range);
                answer = United(answer, await Member(view, members.KeyAt(person.Place)));
                followed++;
            }
        }

        if (followed == 0)
        {
            await Member(view, Nobody(key));
        }

        return answer;
    }

    private async ValueTask<PersonAnswer> Member(RegistryView view, PersonKey key)
    {
        var answer = default(PersonAnswer);
        for (var i = 0; i < view.Segments.Count; i++)
        {
            var members = await ranges.Members(view, view.Segments[i], key.Range);
            answer = United(answer, At(view.Segments[i], members, members.Find(key)));
        }

        return answer;
    }
}
