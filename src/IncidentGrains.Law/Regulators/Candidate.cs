using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Regulators;

/// <summary>A rule beside the cohort, or the incident, that it may concern.</summary>
/// <param name="Case">The facts.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Cohort">The cohort; null for a rule about the incident as a whole.</param>
internal sealed record Candidate(CaseView Case, Rule Rule, Cohort? Cohort)
{
    /// <summary>When that was learned of which the rule speaks; null if it was not.</summary>
    public Instant? Learned { get; } = (Cohort, Rule.Learned) switch
    {
        (null, Learning.ClaimOrIncident) => Case.IncidentAwareness,
        (null, _) => Case.Awareness,
        (_, Learning.Leak) => Case.LeakOf(Cohort),
        (_, Learning.ClaimOrIncident) => Earlier(Case.ClaimOf(Cohort), Case.IncidentAwareness),
        _ => Case.ClaimOf(Cohort),
    };

    /// <summary>The first event of a type that concerns it, or null.</summary>
    public Instant? First(CaseEventType type) => Events(type, Rule.Id).Select(e => (Instant?)Instant.FromDateTimeOffset(e.At)).Min();

    /// <summary>The events of a type that concern its cohort and a rule, or no rule in particular.</summary>
    public IEnumerable<CaseEvent> Events(CaseEventType type, string rule) => Case.Facts.Events.Where(e =>
        e.Type == type && (e.Rule is null || e.Rule == rule) && (Cohort is null || e.Cohort is null || e.Cohort == Cohort.Id));

    private static Instant? Earlier(Instant? a, Instant? b) => a is null || b < a ? b : a;
}
