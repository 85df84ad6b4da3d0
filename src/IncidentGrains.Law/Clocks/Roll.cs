using IncidentGrains.Law.Calendars;
using NodaTime;

namespace IncidentGrains.Law.Clocks;

/// <summary>What becomes of a deadline that falls on a weekend or holiday.</summary>
public enum Roll
{
    /// <summary>Nothing: it stands.</summary>
    None = 0,

    /// <summary><c>nextBiz</c>: it moves to the end of the next working day.</summary>
    NextBusinessDay = 1,

    /// <summary><c>nextBizNoon</c>: it moves to noon of the next working day.</summary>
    NextBusinessNoon = 2,
}

/// <summary>Moves deadlines.</summary>
public static class Rolls
{
    private static readonly LocalTime Noon = new(12, 0);

    /// <summary>Reads <c>none</c>, <c>nextBiz</c> or <c>nextBizNoon</c>.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Roll Parse(string text) => text switch
    {
        "none" => Roll.None,
        "nextBiz" => Roll.NextBusinessDay,
        "nextBizNoon" => Roll.NextBusinessNoon,
        _ => throw new FormatException($"'{text}' is no way to roll; write none, nextBiz or nextBizNoon."),
    };

    /// <summary>The deadline after rolling; itself if it falls on a working day.</summary>
    public static Instant Apply(Roll roll, Instant due, DateTimeZone zone, HolidayCalendar calendar)
    {
        var day = LocalDay.Of(due, zone);
        if (roll == Roll.None || calendar.IsBusinessDay(day))
        {
            return due;
        }

        var next = calendar.AddBusinessDays(day, 1);
        return roll == Roll.NextBusinessNoon ? LocalDay.At(next, Noon, zone) : LocalDay.End(next, zone);
    }
}
