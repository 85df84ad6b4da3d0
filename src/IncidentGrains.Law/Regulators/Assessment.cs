using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Regulators;

/// <summary>What one rule makes of one cohort, or of the incident: which version governs, whether it applies, and the clocks it starts.</summary>
internal sealed class Assessment
{
    private Assessment(Candidate candidate, RuleVersion? version, LocalDate? day, Judgement judgement)
    {
        (Candidate, Version, Day, Judgement) = (candidate, version, day, judgement);
        Obligations = version is null || judgement.Truth == Truth.No || version.TakesOver.Count > 0 ? [] : [.. Arise()];
    }

    public Candidate Candidate { get; }

    /// <summary>The version that governs; null if none does.</summary>
    public RuleVersion? Version { get; }

    /// <summary>The local day that chose the version; null if it is not known.</summary>
    public LocalDate? Day { get; }

    /// <summary>Whether the version's conditions hold, and why.</summary>
    public Judgement Judgement { get; }

    /// <summary>The obligations that arise, before other rules take their place.</summary>
    public IReadOnlyList<Obligation> Obligations { get; }

    /// <summary>Assesses an enabled rule.</summary>
    public static Assessment Of(Candidate candidate)
    {
        var (version, day) = Governing(candidate);
        return new Assessment(candidate, version, day, version?.When.Judge(candidate) ?? Judgement.Of(false, "no version of the rule governs that day"));
    }

    private static (RuleVersion? Version, LocalDate? Day) Governing(Candidate candidate)
    {
        foreach (var version in candidate.Rule.Versions)
        {
            var day = Relevant(candidate, version) is { } instant ? LocalDay(instant, candidate, version) : (LocalDate?)null;
            // A day that is not known yet is no reason to leave the rule out: the latest version shows that it waits.
            if (day is null ? version == candidate.Rule.Versions[^1] : version.EffectiveFrom <= day.Value.ToDateOnly() && !(version.EffectiveTo < day.Value.ToDateOnly()))
            {
                return (version, day);
            }
        }

        return (null, candidate.Rule.Versions.Select(v => Relevant(candidate, v) is { } i ? LocalDay(i, candidate, v) : (LocalDate?)null).FirstOrDefault());
    }

    private static Instant? Relevant(Candidate candidate, RuleVersion version) => version.AppliesBy switch
    {
        AppliesBy.Occurrence => At(candidate.Case.Facts.Incident.OccurredFrom ?? candidate.Case.Facts.Incident.OccurredTo),
        AppliesBy.ViolationEnd => At(candidate.Case.Facts.Incident.OccurredTo) ?? candidate.Case.AsOf,

        // A law that starts with a decision of the company needs no claim of awareness.
        _ => candidate.Learned ?? version.Starts.Where(s => s.Event is not null).Select(s => candidate.First(s.Event!.Value)).Min(),
    };

    private static LocalDate LocalDay(Instant instant, Candidate candidate, RuleVersion version) => Clocks.LocalDay.Of(instant, Deadline.ZoneOf(candidate, version));

    private static Instant? At(DateTimeOffset? instant) => instant is { } at ? Instant.FromDateTimeOffset(at) : null;

    private IEnumerable<Obligation> Arise()
    {
        var started = false;
        foreach (var source in Version!.Starts.Where(s => s.When.Judge(Candidate).Truth != Truth.No))
        {
            foreach (var start in Judgement.Truth == Truth.Yes ? Instants(source) : [])
            {
                started = true;
                yield return Discharge.Apply(
                    Deadline.Of(Candidate, Version, start), Candidate, Version, source.Pick == Pick.First ? null : start.ToDateTimeOffset());
            }
        }

        // Where each new event makes another, one that may yet come is no obligation.
        if (!started && (Judgement.Truth == Truth.Unknown || Version.Starts.Any(s => s.Pick != Pick.Each && s.When.Judge(Candidate).Truth != Truth.No)))
        {
            yield return Deadline.Pending(Candidate, Version, Judgement.Truth == Truth.Unknown ? "a fact that is not known yet" : Awaited());
        }
    }

    private List<Instant> Instants(StartSource source)
    {
        if (source.Event is not { } type)
        {
            return Candidate.Learned is { } learned ? [learned] : [];
        }

        var after = source.After is null ? Instant.MinValue
            : Candidate.Events(CaseEventType.ReportFiled, source.After).Where(e => e.Rule == source.After).Select(e => Instant.FromDateTimeOffset(e.At)).DefaultIfEmpty(Instant.MaxValue).Min();
        var events = Candidate.Events(type, source.Rule ?? Candidate.Rule.Id)
            .Where(e => (source.Rule is null || e.Rule == source.Rule) && (source.Pick != Pick.Each || Belongs(e)))
            .Select(e => Instant.FromDateTimeOffset(e.At)).Where(at => at >= after).Distinct().Order().ToList();
        return (events, source.Pick) switch
        {
            ([], _) => source.OrLearned && Candidate.Learned is { } learned ? [learned] : [],
            (_, Pick.Each) => events,
            (_, Pick.Latest) => [events[^1]],
            _ => [events[0]],
        };
    }

    // An event that names no cohort is one event: the cohort that was learned first answers for it.
    private bool Belongs(CaseEvent e) => e.Cohort is not null || Candidate.Cohort is null
        || Candidate.Case.FirstLearned(Candidate.Cohort.Jurisdiction)?.Id == Candidate.Cohort.Id;

    private string Awaited() => string.Join(" or ", Version!.Starts.Select(s => s.Event is { } type
        ? FactWords.Of(type) + (s.Rule is { } rule ? $" ({rule})" : "") + (s.After is { } after ? $" after {after}" : "") : "a claim of awareness"));
}
