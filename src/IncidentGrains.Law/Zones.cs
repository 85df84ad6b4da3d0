using NodaTime;

namespace IncidentGrains.Law;

/// <summary>Time zones of the tz database that NodaTime carries, the same on every machine.</summary>
public static class Zones
{
    /// <summary>The zone of that name.</summary>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static DateTimeZone Find(string name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)
        ?? throw new ArgumentException($"'{name}' is no time zone of the tz database; write one such as 'Asia/Seoul' or 'America/Los_Angeles'.", nameof(name));

    /// <summary>The instant of a local midnight; where the clock skips midnight, the first instant of that day.</summary>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static DateTimeOffset StartOfDay(DateOnly date, string timeZone) =>
        Find(timeZone).AtStartOfDay(NodaTime.LocalDate.FromDateOnly(date)).ToDateTimeOffset();
}
