namespace IncidentGrains.Registry.Audiences;

/// <summary>What a set expression may name.</summary>
/// <param name="Cohorts">The cohorts' names; number n is bit n. Withdrawn ones stay, so that bits never move.</param>
/// <param name="Categories">The categories' names; number n is bit n.</param>
public sealed record AudienceNames(IReadOnlyList<string> Cohorts, IReadOnlyList<string> Categories);
