namespace IncidentGrains.Law.Remediation;

/// <summary>To which incidents a playbook applies by itself.</summary>
/// <param name="Any">One of these has to hold, if there are any.</param>
/// <param name="All">Each of these has to hold.</param>
public sealed record PlaybookScope(IReadOnlyList<PlaybookCondition> Any, IReadOnlyList<PlaybookCondition> All)
{
    /// <summary>True if what is known calls for the playbook.</summary>
    public bool Holds(PlaybookFacts facts) => All.All(c => c.Holds(facts)) && (Any.Count == 0 || Any.Any(c => c.Holds(facts)));
}
