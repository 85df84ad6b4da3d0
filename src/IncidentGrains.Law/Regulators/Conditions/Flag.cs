namespace IncidentGrains.Law.Regulators.Conditions;

/// <summary>A yes-or-no question that rules may ask of the facts.</summary>
/// <param name="Name">The word for it in rules.</param>
/// <param name="Read">The answer; null if it is not known.</param>
internal sealed record Flag(string Name, Func<Candidate, bool?> Read)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyDictionary<string, Flag> All { get; } = new Flag[]
    {
        new("malicious", c => c.Case.Facts.Incident.Malicious ?? c.Case.Facts.Incident.Cause == Facts.IncidentCause.ExternalIntrusion),
        new("risk_unlikely", c => c.Case.Facts.Incident.RiskUnlikely),
        new("high_risk", c => c.Case.Facts.Incident.HighRisk),
        new("serious_harm", c => c.Case.Facts.Incident.SeriousHarm),
        new("significant", c => c.Case.Facts.Incident.Significant),
        new("dora_weekend_relief", c => c.Case.Facts.Controller.DoraWeekendRelief),
        new("suspected", c => c.Cohort is { Leak: Facts.LeakState.Suspected }),
        new("leak_confirmed", c => c.Cohort is { } cohort && c.Case.LeakOf(cohort) is not null),
        new("subjects_identifiable", c => c.Cohort?.SubjectsIdentifiable),
        new("contacts_known", c => c.Cohort?.ContactsKnown),
        new("path_known", c => c.Cohort?.PathKnown),
        new("all_retrieved", c => c.Cohort?.AllRetrieved),
        new("encrypted", c => c.Cohort?.Encrypted),
    }.ToDictionary(f => f.Name, StringComparer.Ordinal);
}
