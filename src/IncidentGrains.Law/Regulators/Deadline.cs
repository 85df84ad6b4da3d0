using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Regulators.Conditions;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Regulators;

/// <summary>When an obligation is due, counted from its start.</summary>
internal static class Deadline
{
    /// <summary>The zone whose days count for a candidate.</summary>
    public static DateTimeZone ZoneOf(Candidate candidate, RuleVersion version) => version.TimeZone switch
    {
        "controller" => candidate.Case.ControllerZone,
        { } zone => Zones.Find(zone),
        null => Zones.Find(candidate.Case.Packs.FindJurisdiction(candidate.Cohort?.Jurisdiction ?? candidate.Rule.Jurisdiction)?.TimeZone ?? candidate.Case.Facts.Controller.TimeZone),
    };

    /// <summary>An obligation whose clock started at an instant, with its deadline and nothing done.</summary>
    public static Obligation Of(Candidate candidate, RuleVersion version, Instant start)
    {
        var clockCase = version.Clocks.FirstOrDefault(c => c.When.Judge(candidate).Truth != Truth.No);
        var began = From(candidate, version, start);
        var due = clockCase?.Clock?.Due(began);
        if (due is { } unrolled && version.RollWhen?.Judge(candidate).Truth is null or Truth.Yes)
        {
            due = Rolls.Apply(version.Roll, unrolled, began.Zone, began.Calendar);
        }

        // Who could not act while the ordinary time ran has to act at once when that ends.
        if (version.PostponedByDisaster && candidate.Case.Facts.Incident.DisasterUntil is { } until && !(Instant.FromDateTimeOffset(until) <= due))
        {
            (start, due) = (Instant.FromDateTimeOffset(until), null);
        }

        return Plain(candidate, version) with
        {
            Recipients = clockCase?.Recipients ?? version.Recipients,
            Start = start.ToDateTimeOffset(),
            Due = due?.ToDateTimeOffset(),
            Soft = due is null,
            Target = due is null ? version.Target?.Due(began with { Start = start }).ToDateTimeOffset() : null,
            Advisory = due is { } deadline ? Advisories(version, began, deadline) : new Dictionary<string, DateTimeOffset>(),
        };
    }

    /// <summary>An obligation that waits.</summary>
    public static Obligation Pending(Candidate candidate, RuleVersion version, string waitsFor) => Plain(candidate, version) with
    {
        Status = ObligationStatus.Pending,
        Soft = version.Clocks.All(c => c.Clock is null),
        WaitsFor = waitsFor,
    };

    /// <summary>When a notice that was put up at an instant may be taken down.</summary>
    public static DateTimeOffset? KeepUntil(Candidate candidate, RuleVersion version, DateTimeOffset? posted) =>
        posted is { } at ? version.Keep?.Due(From(candidate, version, Instant.FromDateTimeOffset(at))).ToDateTimeOffset() : null;

    private static Obligation Plain(Candidate candidate, RuleVersion version) => new()
    {
        Rule = candidate.Rule.Id,
        Jurisdiction = candidate.Rule.Jurisdiction,
        Cohort = candidate.Cohort?.Id,
        Recipients = version.Recipients,
        Start = null,
        Due = null,
        Soft = false,
        Target = null,
        Content = version.Content,
        Status = ObligationStatus.Open,
        Citation = version.Citation,
        Confidence = version.Confidence,
        TimeZone = ZoneOf(candidate, version).Id,
        RuleEffectiveFrom = version.EffectiveFrom,
    };

    private static ClockStart From(Candidate candidate, RuleVersion version, Instant start) => new(
        start, ZoneOf(candidate, version), candidate.Case.Calendar(CalendarOf(candidate, version)), candidate.Case.Calendar, candidate.Learned ?? start, version.At);

    private static string CalendarOf(Candidate candidate, RuleVersion version) => version.Calendar switch
    {
        "controller" => Zones.CountryOf(candidate.Case.Facts.Controller.TimeZone) ?? "weekends",
        { } named => named,
        null when (candidate.Cohort?.Jurisdiction ?? candidate.Rule.Jurisdiction) is var code => candidate.Case.Packs.FindJurisdiction(code)?.Calendar ?? code.Split('-')[0],
    };

    private static Dictionary<string, DateTimeOffset> Advisories(RuleVersion version, ClockStart began, Instant due)
    {
        var found = new Dictionary<string, Instant>(StringComparer.Ordinal);
        foreach (var advisory in version.Advisories)
        {
            var instant = Rolls.Apply(advisory.Roll, advisory.Clock?.Due(began) ?? due, began.Zone, began.Calendar);
            var isShown = !(advisory.OnlyIfDifferent && instant == due)
                && !(advisory.LaterThan is { } other && found.TryGetValue(other, out var than) && instant <= than);
            if (isShown)
            {
                found[advisory.Name] = instant;
            }
        }

        return found.ToDictionary(a => a.Key, a => a.Value.ToDateTimeOffset(), StringComparer.Ordinal);
    }
}
