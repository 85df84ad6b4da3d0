using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Regulators;
using static IncidentGrains.Host.Incidents.Requests;
using RegulatoryFacts = IncidentGrains.Contracts.Regulators.RegulatoryFacts;

namespace IncidentGrains.Host.Regulators;

/// <summary>Between the API's regulatory facts and the contracts'; enums have equal numbers on both sides.</summary>
internal static class RegulatoryFactsMapping
{
    public static RegulatoryFacts Of(V1.RegulatoryFacts f) => new()
    {
        TimeZone = f.TimeZone.Length == 0 ? "UTC" : f.TimeZone,
        Roles = [.. f.Roles],
        DoraWeekendRelief = f.DoraWeekendRelief,
        Cause = (IncidentCause)f.Cause,
        Malicious = f.HasMalicious ? f.Malicious : null,
        OccurredFrom = Instant(f.OccurredFrom, "facts.occurred_from"),
        OccurredTo = Instant(f.OccurredTo, "facts.occurred_to"),
        RiskUnlikely = f.RiskUnlikely,
        HighRisk = f.HighRisk,
        SeriousHarm = f.HasSeriousHarm ? f.SeriousHarm : null,
        Significant = f.Significant,
        DisasterUntil = Instant(f.DisasterUntil, "facts.disaster_until"),
        Cohorts = [.. f.Cohorts.Select((c, i) => Of(c, $"facts.cohorts[{i}]"))],
        Developments = [.. f.Developments.Select((d, i) => new RegulatoryDevelopment((DevelopmentType)d.Type, RequiredInstant(d.At, $"facts.developments[{i}].at"), d.CohortId))],
        CalendarChanges = [.. f.CalendarChanges.Select((c, i) => new RegulatoryCalendarChange(
            c.Calendar, Days(c.Closed, $"facts.calendar_changes[{i}].closed"), Days(c.Open, $"facts.calendar_changes[{i}].open")))],
    };

    public static V1.RegulatoryFacts ToProto(RegulatoryFacts f)
    {
        var facts = new V1.RegulatoryFacts
        {
            TimeZone = f.TimeZone,
            Roles = { f.Roles },
            DoraWeekendRelief = f.DoraWeekendRelief,
            Cause = (V1.IncidentCause)f.Cause,
            OccurredFrom = f.OccurredFrom?.ToTimestamp(),
            OccurredTo = f.OccurredTo?.ToTimestamp(),
            RiskUnlikely = f.RiskUnlikely,
            HighRisk = f.HighRisk,
            Significant = f.Significant,
            DisasterUntil = f.DisasterUntil?.ToTimestamp(),
            Cohorts = { f.Cohorts.Select(ToProto) },
            Developments = { f.Developments.Select(d => new V1.RegulatoryDevelopment { Type = (V1.DevelopmentType)d.Type, At = d.At.ToTimestamp(), CohortId = d.Cohort }) },
            CalendarChanges = { f.CalendarChanges.Select(c => new V1.RegulatoryCalendarChange { Calendar = c.Calendar, Closed = { c.Closed.Select(Day) }, Open = { c.Open.Select(Day) } }) },
        };
        if (f.Malicious is { } malicious)
        {
            facts.Malicious = malicious;
        }

        if (f.SeriousHarm is { } harm)
        {
            facts.SeriousHarm = harm;
        }

        return facts;
    }

    private static RegulatoryCohort Of(V1.RegulatoryCohort c, string path) => new()
    {
        Name = c.CohortId,
        Jurisdiction = c.Jurisdiction,
        Subjects = !c.HasSubjects ? null : c.Subjects >= 0 ? c.Subjects
            : throw CaseException.Invalid(new FieldViolation(path + ".subjects", "is negative; send a number, or none if it is not known.")),
        Categories = [.. c.Categories],
        Aware = [.. c.Aware.Select((a, i) => new RegulatoryAwareness(RequiredInstant(a.At, $"{path}.aware[{i}].at"), a.By))],
        LeakSuspected = c.LeakSuspected,
        SubjectsUnidentified = c.SubjectsUnidentified,
        ContactsUnknown = c.ContactsUnknown,
        PathKnown = c.PathKnown,
        AllRetrieved = c.AllRetrieved,
        Encrypted = c.Encrypted,
    };

    private static V1.RegulatoryCohort ToProto(RegulatoryCohort c)
    {
        var cohort = new V1.RegulatoryCohort
        {
            CohortId = c.Name,
            Jurisdiction = c.Jurisdiction,
            Categories = { c.Categories },
            Aware = { c.Aware.Select(a => new V1.RegulatoryAwareness { At = a.At.ToTimestamp(), By = a.By }) },
            LeakSuspected = c.LeakSuspected,
            SubjectsUnidentified = c.SubjectsUnidentified,
            ContactsUnknown = c.ContactsUnknown,
            PathKnown = c.PathKnown,
            AllRetrieved = c.AllRetrieved,
            Encrypted = c.Encrypted,
        };
        if (c.Subjects is { } subjects)
        {
            cohort.Subjects = subjects;
        }

        return cohort;
    }

    private static ImmutableList<DateOnly> Days(IEnumerable<string> texts, string path) => [.. texts.Select(t =>
        DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw CaseException.Invalid(new FieldViolation(path, "holds what is no date; write dates such as 2025-12-26.")))];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
