using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Audiences;

/// <summary>All that questions about counts can tell people apart by.</summary>
/// <param name="Cohorts">The cohorts that name them: bit n is number n of the registry's cohorts.</param>
/// <param name="Profile">Jurisdiction, locale and contact as the newest of these has them, categories united over all.</param>
public readonly record struct CensusKey(ulong Cohorts, RowProfile Profile);
