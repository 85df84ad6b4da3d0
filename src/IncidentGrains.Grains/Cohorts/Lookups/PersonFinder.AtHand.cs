using System.Runtime.InteropServices;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Lookups;

// The same steps for many keys side by side where nothing has to be loaded, as nearly always: what costs time then is
// memory, and the waits for it overlap.
internal sealed partial class PersonFinder
{
    // False if a range that is needed is not in memory; then the answers are not whole.
    private bool TryFind(RegistryView view, ReadOnlySpan<PersonKey> keys, Span<PersonAnswer> answers)
    {
        var (owners, followed) = (new List<int>(keys.Length), new List<PersonKey>(keys.Length));
        if (!TryMembers(view, keys, answers) || !TryFollow(view, keys, owners, followed))
        {
            return false;
        }

        Span<PersonAnswer> theirs = new PersonAnswer[followed.Count];
        if (!TryMembers(view, CollectionsMarshal.AsSpan(followed), theirs))
        {
            return false;
        }

        for (var i = 0; i < theirs.Length; i++)
        {
            if (owners[i] is >= 0 and var owner)
            {
                answers[owner] = United(answers[owner], theirs[i]);
            }
        }

        return true;
    }

    // Whom to look up for each key beside itself: the people of whom it is a further identifier, or nobody.
    private bool TryFollow(RegistryView view, ReadOnlySpan<PersonKey> keys, List<int> owners, List<PersonKey> followed)
    {
        var (aliases, places, isFollowed) = (new AliasRange[keys.Length], new int[keys.Length], new bool[keys.Length]);
        for (var s = 0; s < view.Segments.Count; s++)
        {
            var segment = view.Segments[s];
            for (var i = 0; i < keys.Length; i++)
            {
                if (ranges.AliasesAtHand(segment, keys[i].Range) is not { } range)
                {
                    return false;
                }

                aliases[i] = range;
            }

            AliasRange.Find(aliases, keys, places);
            for (var i = 0; i < keys.Length; i++)
            {
                var persons = aliases[i].At(places[i]);
                foreach (var alias in persons[..Followed(persons)])
                {
                    var person = new PersonRef(alias);
                    if (ranges.MembersAtHand(segment, person.Range) is not { } members)
                    {
                        return false;
                    }

                    owners.Add(i);
                    followed.Add(members.KeyAt(person.Place));
                    isFollowed[i] = true;
                }
            }
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (!isFollowed[i])
            {
                owners.Add(-1);
                followed.Add(Nobody(keys[i]));
            }
        }

        return true;
    }

    private bool TryMembers(RegistryView view, ReadOnlySpan<PersonKey> keys, Span<PersonAnswer> answers)
    {
        var (members, places) = (new MemberRange[keys.Length], new int[keys.Length]);
        answers.Clear();
        for (var s = 0; s < view.Segments.Count; s++)
        {
            var segment = view.Segments[s];
            for (var i = 0; i < keys.Length; i++)
            {
                if (ranges.MembersAtHand(segment, keys[i].Range) is not { } range)
                {
                    return false;
                }

                members[i] = range;
            }

            MemberRange.Find(members, keys, places);
            for (var i = 0; i < keys.Length; i++)
            {
                answers[i] = United(answers[i], At(segment, members[i], places[i]));
            }
        }

        return true;
    }
}
