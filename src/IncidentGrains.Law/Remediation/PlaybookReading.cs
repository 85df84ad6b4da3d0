using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Remediation;

/// <summary>What became of a file.</summary>
/// <param name="Playbook">The playbook; null if there is an error.</param>
/// <param name="Findings">All that was found, by line.</param>
public sealed record PlaybookReading(Playbook? Playbook, IReadOnlyList<YamlFinding> Findings);
