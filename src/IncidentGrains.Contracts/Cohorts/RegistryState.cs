using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Cohorts;

/// <summary>An incident's registry as its events tell it: the fold of the stream and nothing else. No people stand in it.</summary>
[GenerateSerializer, Immutable, Alias("ig.RegistryState")]
public sealed record RegistryState
{
    /// <summary>The incident, which is also its case.</summary>
    [Id(0)]
    public required string IncidentId { get; init; }

    /// <summary>The registry's version: the sequence number of the last event folded in; 0 before the first cohort.</summary>
    [Id(1)]
    public long Version { get; init; }

    /// <summary>The last version at which other people, or other segments, began to count: answers differ between no others.</summary>
    [Id(2)]
    public long DataVersion { get; init; }

    /// <summary>By what people are told apart, the most reliable first; fixed with the first cohort.</summary>
    [Id(3)]
    public ImmutableList<IdentifierKind> Identifiers { get; init; } = [];

    /// <summary>The incident's data categories in the order of their first appearance: the n-th is bit n, for ever.</summary>
    [Id(4)]
    public ImmutableList<string> Categories { get; init; } = [];

    /// <summary>The cohorts in the order in which they were defined.</summary>
    [Id(5)]
    public ImmutableList<Cohort> Cohorts { get; init; } = [];

    /// <summary>How many persons the live cohorts name, each once; null after a withdrawal until they are counted.</summary>
    [Id(6)]
    public long? Persons { get; init; } = 0;

    /// <summary>Sessions of look-ups: those that are open, and those that ended lately.</summary>
    [Id(7)]
    public ImmutableList<LookupSession> Lookups { get; init; } = [];

    /// <summary>Changes of single persons in the order in which they were asked for.</summary>
    [Id(8)]
    public ImmutableList<PersonChange> Changes { get; init; } = [];

    /// <summary>When the first cohort was defined.</summary>
    [Id(9)]
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(10)]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What counts: the sealed imports of cohorts that are not withdrawn, in the order of their sealing.</summary>
    public IEnumerable<(Cohort Cohort, CohortImport Import)> Live =>
        Cohorts.Where(c => c.State == CohortState.Sealed).SelectMany(c => c.Imports.Where(i => i.Result is not null).Select(i => (c, i))).OrderBy(p => p.i.SealedVersion);

    /// <summary>The cohort of that id or name, or null.</summary>
    public Cohort? FindCohort(string idOrName) => Cohorts.Find(c => c.CohortId == idOrName || c.Name == idOrName);

    /// <summary>The import of that id with its cohort, or null.</summary>
    public (Cohort Cohort, CohortImport Import)? FindImport(string importId) =>
        Cohorts.Find(c => c.Imports.Exists(i => i.ImportId == importId)) is { } cohort ? (cohort, cohort.Imports.Find(i => i.ImportId == importId)!) : null;
}
