using System.Collections.Concurrent;
using IncidentGrains.Contracts.Cohorts;

namespace IncidentGrains.Tests.Clusters;

/// <summary>People of sealed cohorts, as a test says.</summary>
internal sealed class FixedCounts : ICohortCounts
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<CountedCohort>> _counts = new(StringComparer.Ordinal);

    public void Set(string incidentId, params IReadOnlyList<CountedCohort> counted) => _counts[incidentId] = counted;

    public Task<IReadOnlyList<CountedCohort>> Of(RegistryState registry) => Task.FromResult(_counts.GetValueOrDefault(registry.IncidentId, []));
}
