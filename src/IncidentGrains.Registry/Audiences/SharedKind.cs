using IncidentGrains.Registry.Segments;

namespace IncidentGrains.Registry.Audiences;

/// <summary>Of which kind somebody is whom several segments name: the newest decides, categories and cohorts unite.</summary>
internal static class SharedKind
{
    public static CensusKey Of(IReadOnlyList<LiveRange> segments, ReadOnlySpan<int> shared, ReadOnlySpan<int> places)
    {
        var (cohorts, categories) = (0UL, 0UL);
        var kind = Erased.Profile;
        for (var i = 0; i < shared.Length; i++)
        {
            var profile = segments[shared[i]].Members.ProfileAt(places[i]);
            if (!Erased.Is(profile))
            {
                cohorts |= segments[shared[i]].Cohort;
                categories |= profile.Categories;
                kind = profile;
            }
        }

        return new CensusKey(cohorts, kind with { Categories = categories });
    }
}
