using IncidentGrains.Law.Calendars;
using NodaTime;

namespace IncidentGrains.Law.Clocks;

/// <summary>What a clock is counted from, and where: all that an expression needs to give an instant.</summary>
/// <param name="Start">When it starts.</param>
/// <param name="Zone">Whose days are counted.</param>
/// <param name="Calendar">Whose working days are counted where the expression names no calendar.</param>
/// <param name="Calendars">Finds a calendar that the expression names.</param>
/// <param name="Awareness">When the incident became known, for <c>elapsed(24, awareness)</c>; the start if it is the same.</param>
/// <param name="At">The time of day at which counted days end; null for the end of the day.</param>
public sealed record ClockStart(
    Instant Start, DateTimeZone Zone, HolidayCalendar Calendar, Func<string, HolidayCalendar> Calendars, Instant Awareness, LocalTime? At = null)
{
    /// <summary>The local date of the start: day 0.</summary>
    public LocalDate Day => LocalDay.Of(Start, Zone);

    /// <summary>The instant at which a counted day ends.</summary>
    public Instant End(LocalDate date) => At is { } time ? LocalDay.At(date, time, Zone) : LocalDay.End(date, Zone);
}
