using NodaTime;

namespace IncidentGrains.Law;

/// <summary>Days as a calendar on the wall counts them, in the zone where the law looks at the wall.</summary>
public static class CalendarDays
{
    /// <summary>
    /// The number of local midnights from one instant to another: 0 on the same local day, negative if the second comes
    /// first. A day of 23 or 25 hours counts as one.
    /// </summary>
    /// <param name="from">The instant that starts the count, such as awareness.</param>
    /// <param name="to">The instant that ends it, such as the notification.</param>
    /// <param name="timeZone">A tz database name, such as <c>America/Los_Angeles</c>.</param>
    /// <exception cref="ArgumentException">The zone is not in the tz database.</exception>
    public static int Between(DateTimeOffset from, DateTimeOffset to, string timeZone)
    {
        var zone = Zones.Find(timeZone);
        return Period.DaysBetween(LocalDate(from, zone), LocalDate(to, zone));
    }

    private static LocalDate LocalDate(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).Date;
}
