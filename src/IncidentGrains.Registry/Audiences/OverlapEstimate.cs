namespace IncidentGrains.Registry.Audiences;

/// <summary>How many of those whom only one of two cohorts names may be the same persons, named by another identifier in each.</summary>
/// <remarks>
/// An identifier that names one person in each makes it likely that they are one; one that several have, such as an address of
/// a household, only possible. People who were given no common identifier at all can't be told, and are in neither number.
/// </remarks>
/// <param name="Likely">Pairs of people with a common identifier that nobody else of the two cohorts has.</param>
/// <param name="AtMost">Pairs of people with any common identifier, if each had their own counterpart.</param>
public sealed record OverlapEstimate(long Likely, long AtMost);
