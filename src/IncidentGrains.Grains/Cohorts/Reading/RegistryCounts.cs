using IncidentGrains.Contracts.Cohorts;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>Counts by the census of the registry.</summary>
internal sealed class RegistryCounts(Registries registries) : ICohortCounts
{
    public async Task<IReadOnlyList<CountedCohort>> Of(RegistryState registry)
    {
        if (!registry.Live.Any())
        {
            return [];
        }

        var view = await registries.View(registry, registry);
        var census = await registries.Census(view);
        var counted = new Dictionary<(string Name, string Jurisdiction), (long Persons, ulong Categories)>();
        foreach (var (key, persons) in census.Counts)
        {
            for (var i = 0; i < registry.Cohorts.Count; i++)
            {
                if ((key.Cohorts & (1UL << i)) != 0)
                {
                    var at = (registry.Cohorts[i].Name, key.Profile.Jurisdiction);
                    var (before, categories) = counted.GetValueOrDefault(at);
                    counted[at] = (before + persons, categories | key.Profile.Categories);
                }
            }
        }

        return [.. counted
            .Select(c => new CountedCohort(
                c.Key.Name, c.Key.Jurisdiction, c.Value.Persons, [.. registry.Categories.Where((_, bit) => (c.Value.Categories & (1UL << bit)) != 0)]))
            .OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Jurisdiction, StringComparer.Ordinal)];
    }
}
