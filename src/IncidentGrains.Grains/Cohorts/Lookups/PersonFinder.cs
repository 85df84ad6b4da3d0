using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>Finds people by key in the segments of a registry: as a member, and as one of whom the key is a further identifier.</summary>
/// <remarks>
/// Whoever is not there costs the same as whoever is: a key that names nobody is followed as if it named one person, so
/// that time tells no more than the answer.
/// </remarks>
internal sealed class PersonFinder(RangeCache ranges)
{
    // An address such as none@shop.example can be a million people's. What they have in common is known after far fewer.
    private const int MostPeople = 4096;

    /// <summary>What is known of everybody with this identifier.</summary>
    public async ValueTask<PersonAnswer> Find(RegistryView view, PersonKey key)
    {
        var answer = await Member(view, key);
        var followed = 0;
        for (var i = 0; i < view.Segments.Count; i++)
        {
            var aliases = await ranges.Aliases(view, view.Segments[i], key.Range);
            var persons = aliases.Find(key).Length is var count && count > MostPeople ? MostPeople : count;
            for (var n = 0; n < persons; n++)
            {
                var person = new PersonRef(aliases.Find(key)[n]);
                var members = await ranges.Members(view, view.Segments[i], person.Range);
                answer = United(answer, await Member(view, members.KeyAt(person.Place)));
                followed++;
            }
        }

        if (followed == 0)
        {
            // Evenly spread like any other, and nobody's: its outcome is not used.
            await Member(view, new PersonKey(~key.High, key.Low));
        }

        return answer;
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
            foreach (var alias in (await ranges.Aliases(view, segment, key.Range)).Find(key).ToArray())
            {
                var person = new PersonRef(alias);
                persons.Add((await ranges.Members(view, segment, person.Range)).KeyAt(person.Place));
            }
        }

        return persons;
    }

    private static PersonAnswer United(PersonAnswer a, PersonAnswer b) => new(a.Cohorts | b.Cohorts, a.Categories | b.Categories);

    private async ValueTask<PersonAnswer> Member(RegistryView view, PersonKey key)
    {
        var answer = default(PersonAnswer);
        for (var i = 0; i < view.Segments.Count; i++)
        {
            var members = await ranges.Members(view, view.Segments[i], key.Range);
            var place = members.Find(key);
            if (place >= 0 && members.ProfileAt(place) is var profile && !Erased.Is(profile))
            {
                answer = United(answer, new PersonAnswer(view.Segments[i].Cohort, profile.Categories));
            }
        }

        return answer;
    }
}
