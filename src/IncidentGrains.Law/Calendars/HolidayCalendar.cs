using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;

namespace IncidentGrains.Law.Calendars;

/// <summary>Which days are working days, as one authority or country counts them.</summary>
/// <param name="id">Its name: <c>SEC</c>, or an ISO 3166-1 code.</param>
/// <param name="rules">Its holidays.</param>
/// <param name="observance">What a holiday on a free day does.</param>
/// <param name="years">The years for which holidays that no rule foretells are listed; null if every holiday has a rule.</param>
/// <param name="weekend">The days of the week on which nobody works; Saturday and Sunday if null.</param>
public sealed class HolidayCalendar(
    string id,
    IReadOnlyList<HolidayRule> rules,
    Observance observance = Observance.None,
    (int First, int Last)? years = null,
    IReadOnlyList<IsoDayOfWeek>? weekend = null)
{
    private readonly IReadOnlyList<IsoDayOfWeek> _weekend = weekend ?? [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];
    private readonly ConcurrentDictionary<int, FrozenSet<LocalDate>> _byYear = new();
    private FrozenSet<LocalDate> _closed = [];
    private FrozenSet<LocalDate> _open = [];

    /// <summary>A calendar that knows weekends alone.</summary>
    public static HolidayCalendar Weekends { get; } = new("weekends", []);

    /// <summary>Its name.</summary>
    public string Id => id;

    /// <summary>True if all holidays of that year are known.</summary>
    public bool Knows(int year) => years is not { } known || (year >= known.First && year <= known.Last);

    /// <summary>This calendar with days closed, or open, that its rules say otherwise; an open day is a working day even on a weekend.</summary>
    public HolidayCalendar With(IEnumerable<LocalDate> closed, IEnumerable<LocalDate> open) => new(id, rules, observance, years, weekend)
    {
        _closed = _closed.Concat(closed).ToFrozenSet(),
        _open = _open.Concat(open).ToFrozenSet(),
    };

    /// <summary>True on a day on which the authority works.</summary>
    public bool IsBusinessDay(LocalDate date) => _open.Contains(date)
        || (!IsWeekend(date) && !_closed.Contains(date) && !Holidays(date.Year).Contains(date));

    /// <summary>The n-th working day after a day, which is not counted itself.</summary>
    public LocalDate AddBusinessDays(LocalDate date, int days)
    {
        while (days > 0)
        {
            date = date.PlusDays(1);
            days -= IsBusinessDay(date) ? 1 : 0;
        }

        return date;
    }

    /// <summary>The holidays of a year, with the days that are free in place of others.</summary>
    public IReadOnlySet<LocalDate> Holidays(int year) => _byYear.GetOrAdd(year, y => Year(y));

    // A holiday of January can be kept in December before, and the other way round.
    private FrozenSet<LocalDate> Year(int year)
    {
        var kept = Enumerable.Range(year - 1, 3).SelectMany(y => rules.SelectMany(r => r.In(y).Select(d => (Date: d, r.Shifts)))).OrderBy(d => d.Date).ToList();
        var free = kept.Select(d => d.Date).ToHashSet();
        foreach (var (date, _) in kept.Where(d => d.Shifts))
        {
            if (Beside(date, free) is { } beside)
            {
                free.Add(beside);
            }
        }

        return free.Where(d => d.Year == year).ToFrozenSet();
    }

    private LocalDate? Beside(LocalDate date, HashSet<LocalDate> free) => (observance, date.DayOfWeek) switch
    {
        (Observance.Nearest, IsoDayOfWeek.Saturday) => date.PlusDays(-1),
        (Observance.Nearest, IsoDayOfWeek.Sunday) => date.PlusDays(1),
        (Observance.Next, _) when IsWeekend(date) => Next(date, d => !IsWeekend(d) && !free.Contains(d)),
        (Observance.NextAfterSunday, IsoDayOfWeek.Sunday) => Next(date, d => !free.Contains(d)),
        _ => null,
    };

    private static LocalDate Next(LocalDate date, Func<LocalDate, bool> isRight)
    {
        do
        {
            date = date.PlusDays(1);
        }
        while (!isRight(date));

        return date;
    }

    private bool IsWeekend(LocalDate date) => _weekend.Contains(date.DayOfWeek);
}
