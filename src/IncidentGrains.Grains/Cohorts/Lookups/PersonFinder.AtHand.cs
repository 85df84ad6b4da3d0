using System.Runtime.InteropServices;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Registry.Keys;
using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Grains.Cohorts.Lookups;

// The same steps for many keys side by side where nothing has to be loaded, as nearly always: what costs time then is
// memory, and the waits for it overlap.
internal sealed partial class PersonFinder
{
    // False if a range that is needed is not in memory, or a crowd is asked for; then the answers are not whole.
    private bool TryFind(RegistryView view, AskedPersons asked, Span<PersonAnswer> answers)
    {
        var scratch = FinderScratch.OfThread;
        try
        {
            return TryMembers(view, asked.Keys, [], answers, scratch) && TryFollow(view, asked, scratch)
                && TryMembers(view, CollectionsMarshal.AsSpan(scratch.Followed), CollectionsMarshal.AsSpan(scratch.Owners), answers, scratch);
        }
        finally
        {
            scratch.Clear();
        }
    }

    // Whom to look up for each key that may be a further identifier: the people of whom it is one, or nobody.
    private bool TryFollow(RegistryView view, AskedPersons asked, FinderScratch scratch)
    {
        var keys = scratch.Keys(asked.Further.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = asked.Keys[asked.Further[i]];
        }

        var aliases = scratch.Aliases(keys.Length);
        var places = scratch.Places(keys.Length);
        var isFollowed = scratch.Flags(keys.Length);
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

            KeyRange.Find<AliasRange>(aliases, keys, places);
            for (var i = 0; i < keys.Length; i++)
            {
                var persons = aliases[i].HoldersAt(places[i]);
                if (persons.Length > Crowd)
                {
                    return false;
                }

                foreach (var alias in persons)
                {
                    var person = new PersonRef(alias);
                    if (ranges.MembersAtHand(segment, person.Range) is not { } members)
                    {
                        return false;
                    }

                    scratch.Owners.Add(asked.Further[i]);
                    scratch.Followed.Add(members.KeyAt(person.Place));
                    isFollowed[i] = true;
                }
            }
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (!isFollowed[i])
            {
                scratch.Owners.Add(-1);
                scratch.Followed.Add(Nobody(keys[i]));
            }
        }

        return true;
    }

    // Adds to the answers of those who asked for each key: of the owner at the same place, -1 being nobody; without owners, of its own.
    private bool TryMembers(RegistryView view, ReadOnlySpan<PersonKey> keys, ReadOnlySpan<int> owners, Span<PersonAnswer> answers, FinderScratch scratch)
    {
        var members = scratch.Members(keys.Length);
        var places = scratch.Places(keys.Length);
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

            KeyRange.Find<MemberRange>(members, keys, places);
            for (var i = 0; i < keys.Length; i++)
            {
                var answer = At(segment, members[i], places[i]);
                if ((owners.IsEmpty ? i : owners[i]) is >= 0 and var owner)
                {
                    answers[owner] = United(answers[owner], answer);
                }
            }
        }

        return true;
    }
}
