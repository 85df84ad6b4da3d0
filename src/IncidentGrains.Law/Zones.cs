using NodaTime;
using NodaTime.TimeZones;

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

    /// <summary>The ISO 3166-1 code of the country that a zone belongs to; null for one that belongs to none, such as UTC.</summary>
    public static string? CountryOf(string timeZone) => Countries.Value.GetValueOrDefault(timeZone)
        ?? (TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(timeZone, out var id) ? Countries.Value.GetValueOrDefault(id) : null);

    private static readonly Lazy<Dictionary<string, string>> Countries = new(() =>
        TzdbDateTimeZoneSource.Default.ZoneLocations!.ToDictionary(l => l.ZoneId, l => l.CountryCode, StringComparer.Ordinal));
}
