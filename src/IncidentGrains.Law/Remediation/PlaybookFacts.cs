namespace IncidentGrains.Law.Remediation;

/// <summary>What is known of an incident when playbooks are chosen: the facts that hold, corrected ones left out.</summary>
/// <param name="Causes">The facts of kind CAUSE.</param>
/// <param name="Hows">The facts of kind HOW.</param>
/// <param name="DataCategories">The values of the facts of kind DATA_CATEGORIES.</param>
/// <param name="Systems">The values of the facts of kind SYSTEMS.</param>
/// <param name="Affected">The largest number of the facts of kind AFFECTED; null if none is known.</param>
public sealed record PlaybookFacts(
    IReadOnlyList<string> Causes,
    IReadOnlyList<string> Hows,
    IReadOnlyList<string> DataCategories,
    IReadOnlyList<string> Systems,
    long? Affected);
