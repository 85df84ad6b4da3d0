using System.Collections.Concurrent;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Lookups;

/// <summary>Finds people by key in the segments of a registry: as a member, and as one of whom the key is a further identifier.</summary>
/// <remarks>
/// Whoever is not there costs the same as whoever is: a key that may be a further identifier and is nobody's is followed as
/// if it were one person's, so that time tells no more than the answer.
/// </remarks>
internal sealed partial class PersonFinder(RangeCache ranges)
{
    // An address such as none@shop.example can be a million people's: they are gone through once for a registry.
    private const int Crowd = 4_096;

    private const int KeptCrowds = 1_024;

    private readonly ConcurrentDictionary<(string Content, PersonKey Key), PersonAnswer> _crowds = new();

    /// <summary>What is known of everybody with each of these identifiers, in order.</summary>
    public async ValueTask<PersonAnswer[]> Find(RegistryView view, AskedPersons asked)
    {
        var answers = new PersonAnswer[asked.Keys.Length];
        if (TryFind(view, asked, answers))
        {
            return answers;
        }

        // What was found before something was missing is found anew.
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = await Member(view, asked.Keys[i]);
        }

        foreach (var place in asked.Further)
        {
            answers[place] = United(answers[place], await Follow(view, asked.Keys[place]));
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

    // Everybody of whom a key is a further identifier. They stand in the order of ranges, so that each range is needed once.
    private async ValueTask<PersonAnswer> Follow(RegistryView view, PersonKey key)
    {
        var answer = default(PersonAnswer);
        var (isAnybodys, isCrowd) = (false, false);
        for (var i = 0; i < view.Segments.Count; i++)
        {
            var persons = (await ranges.Aliases(view, view.Segments[i], key.Range)).HoldersOf(key).ToArray();
            isAnybodys |= persons.Length > 0;
            isCrowd |= persons.Length > Crowd;
            if (isCrowd && _crowds.TryGetValue((view.Content, key), out var known))
            {
                return known;
            }

            foreach (var alias in persons)
            {
                var person = new PersonRef(alias);
                var members = await ranges.Members(view, view.Segments[i], person.Range);
                answer = United(answer, await Member(view, members.KeyAt(person.Place)));
            }
        }

        if (!isAnybodys)
        {
            await Member(view, Nobody(key));
        }
        else if (isCrowd)
        {
            Keep(view, key, answer);
        }

        return answer;
    }

    private void Keep(RegistryView view, PersonKey key, PersonAnswer answer)
    {
        if (_crowds.Count >= KeptCrowds)
        {
            _crowds.TryRemove(_crowds.First());
        }

        _crowds[(view.Content, key)] = answer;
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
