using NodaTime;

namespace IncidentGrains.Law.Calendars;

/// <summary>When a holiday falls, year by year.</summary>
/// <param name="From">The first year of it; null if it always was.</param>
/// <param name="To">The last year of it; null if it still is.</param>
/// <param name="Shifts">True if it moves, or a day beside it is free too, where it falls on a day that is free anyway.</param>
public abstract record HolidayRule(int? From, int? To, bool Shifts)
{
    /// <summary>The days in that year.</summary>
    public IEnumerable<LocalDate> In(int year) => year >= (From ?? int.MinValue) && year <= (To ?? int.MaxValue) ? Days(year) : [];

    /// <summary>The days in a year in which it is kept.</summary>
    protected abstract IEnumerable<LocalDate> Days(int year);
}

/// <summary>The same day each year.</summary>
internal sealed record FixedHoliday(int Month, int Day, int? From, int? To, bool Shifts) : HolidayRule(From, To, Shifts)
{
    protected override IEnumerable<LocalDate> Days(int year) => Day <= CalendarSystem.Iso.GetDaysInMonth(year, Month) ? [new LocalDate(year, Month, Day)] : [];
}

/// <summary>So many days after Easter.</summary>
internal sealed record EasterHoliday(int Offset, bool Orthodox, int? From, int? To, bool Shifts) : HolidayRule(From, To, Shifts)
{
    protected override IEnumerable<LocalDate> Days(int year) => [(Orthodox ? Easter.Orthodox(year) : Easter.Western(year)).PlusDays(Offset)];
}

/// <summary>A weekday on or after a day of the year: the third Monday of January is the first on or after the 15th.</summary>
internal sealed record WeekdayHoliday(IsoDayOfWeek Weekday, int Month, int Day, int? From, int? To, bool Shifts) : HolidayRule(From, To, Shifts)
{
    protected override IEnumerable<LocalDate> Days(int year) => [new LocalDate(year, Month, Day).PlusDays(-1).Next(Weekday)];
}

/// <summary>Days that only a decree, the moon or an almanac tells.</summary>
internal sealed record ListedHoliday(IReadOnlyList<LocalDate> Dates, bool Shifts) : HolidayRule(null, null, Shifts)
{
    protected override IEnumerable<LocalDate> Days(int year) => Dates.Where(d => d.Year == year);
}
