namespace IncidentGrains.Registry.Synthetic;

/// <summary>A category of data that is at stake for some.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">The share of rows that name it.</param>
public sealed record SyntheticCategory(string Name, double Share);
