namespace IncidentGrains.Contracts.Cohorts;

/// <summary>People of a sealed cohort who live under one jurisdiction, as the registry counts them.</summary>
/// <param name="Name">The cohort's name in the incident.</param>
/// <param name="Jurisdiction">Where they are, or empty if their rows do not tell.</param>
/// <param name="Persons">How many, each once.</param>
/// <param name="Categories">The categories of data at stake for at least one of them.</param>
public sealed record CountedCohort(string Name, string Jurisdiction, long Persons, IReadOnlyList<string> Categories);

/// <summary>Counts the people of an incident's sealed cohorts.</summary>
public interface ICohortCounts
{
    /// <summary>The people of all sealed cohorts that stand, by cohort and jurisdiction.</summary>
    Task<IReadOnlyList<CountedCohort>> Of(RegistryState registry);
}
