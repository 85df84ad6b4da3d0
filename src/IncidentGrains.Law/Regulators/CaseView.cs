using IncidentGrains.Law.Calendars;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Regulators;

/// <summary>The facts with what every rule asks of them again and again: who was learned of when, how many, whose working days.</summary>
internal sealed class CaseView
{
    private readonly Dictionary<string, Cohort> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HolidayCalendar> _calendars = new(StringComparer.Ordinal);
    private readonly Dictionary<Cohort, Instant?> _claims = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Cohort, Instant?> _leaks = new(ReferenceEqualityComparer.Instance);

    public CaseView(CaseFacts facts, RulePacks packs)
    {
        (Facts, Packs, AsOf) = (facts, packs, Instant.FromDateTimeOffset(facts.AsOf));
        ControllerZone = Zones.Find(facts.Controller.TimeZone);
        foreach (var cohort in facts.Cohorts)
        {
            _claims[cohort] = Earliest(cohort.Aware);

            // A leak that was confirmed before anybody knew of these people is theirs from when they were known.
            _leaks[cohort] = cohort.Leak == LeakState.Confirmed ? _claims[cohort] : facts.Events
                .Where(e => e.Type == CaseEventType.LeakConfirmed && (e.Cohort is null || e.Cohort == cohort.Id))
                .Select(e => (Instant?)Instant.Max(Instant.FromDateTimeOffset(e.At), _claims[cohort] ?? Instant.MinValue)).Min();
        }

        // Of cohorts learned at one instant the id decides, so that the order of the list does not.
        foreach (var cohort in facts.Cohorts.Where(c => _claims[c] is not null).OrderBy(c => _claims[c]).ThenBy(c => c.Id, StringComparer.Ordinal))
        {
            _first.TryAdd(cohort.Jurisdiction, cohort);
        }

        IncidentAwareness = Earliest(facts.Incident.Aware);
        Awareness = _claims.Values.Append(IncidentAwareness).Min();
    }

    public CaseFacts Facts { get; }

    public RulePacks Packs { get; }

    public Instant AsOf { get; }

    public DateTimeZone ControllerZone { get; }

    /// <summary>The earliest claim about the incident itself.</summary>
    public Instant? IncidentAwareness { get; }

    /// <summary>The earliest claim of all.</summary>
    public Instant? Awareness { get; }

    /// <summary>The earliest claim about a cohort.</summary>
    public Instant? ClaimOf(Cohort cohort) => _claims[cohort];

    /// <summary>When it was learned that a cohort's data leaked; null while that is only suspected.</summary>
    public Instant? LeakOf(Cohort cohort) => _leaks[cohort];

    /// <summary>The cohort of a jurisdiction that was learned first, or null.</summary>
    public Cohort? FirstLearned(string jurisdiction) => _first.GetValueOrDefault(jurisdiction);

    /// <summary>How many people of the scope were learned up to the candidate's own instant, and whether all their numbers are known.</summary>
    public (long Known, bool Complete) Count(Candidate candidate, CountScope scope)
    {
        var counted = Facts.Cohorts.Where(c => c == candidate.Cohort || (scope != CountScope.Cohort
            && (scope == CountScope.Incident || candidate.Cohort is null || c.Jurisdiction == candidate.Cohort.Jurisdiction)
            && (candidate.Rule.Learned == Learning.Leak ? LeakOf(c) : ClaimOf(c)) <= candidate.Learned)).ToList();
        // A cohort of an unknown number has somebody in it.
        return (counted.Sum(c => c.Subjects ?? 1), counted.TrueForAll(c => c.Subjects is not null));
    }

    /// <summary>A calendar with the facts' overrides; one that no pack has knows weekends alone.</summary>
    public HolidayCalendar Calendar(string id)
    {
        if (!_calendars.TryGetValue(id, out var calendar))
        {
            var overrides = Facts.CalendarOverrides.Where(o => o.Calendar == id).ToList();
            calendar = Packs.FindCalendar(id) ?? new HolidayCalendar(id, []);
            _calendars[id] = calendar = overrides.Count == 0 ? calendar : calendar.With(
                overrides.SelectMany(o => o.Closed).Select(LocalDate.FromDateOnly), overrides.SelectMany(o => o.Open).Select(LocalDate.FromDateOnly));
        }

        return calendar;
    }

    private static Instant? Earliest(IReadOnlyList<AwarenessClaim> claims) => claims.Select(c => (Instant?)Instant.FromDateTimeOffset(c.At)).Min();
}
