using NodaTime;

namespace IncidentGrains.Law.Calendars;

/// <summary>Easter Sunday, on which movable holidays hang.</summary>
internal static class Easter
{
    /// <summary>Easter of the western churches (Butcher's algorithm, in the Gregorian calendar).</summary>
    public static LocalDate Western(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new LocalDate(year, n / 31, (n % 31) + 1);
    }

    /// <summary>Easter of the orthodox churches (Meeus, in the Julian calendar), as a Gregorian date.</summary>
    public static LocalDate Orthodox(int year)
    {
        var d = ((19 * (year % 19)) + 15) % 30;
        var e = ((2 * (year % 4)) + (4 * (year % 7)) - d + 34) % 7;
        return new LocalDate(year, (d + e + 114) / 31, ((d + e + 114) % 31) + 1, CalendarSystem.Julian).WithCalendar(CalendarSystem.Iso);
    }
}
