using NodaTime;
using NodaTime.Text;

namespace IncidentGrains.Law;

/// <summary>An instant as people of a time zone read it.</summary>
public static class LocalInstant
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>");

    /// <summary>ISO 8601 with the zone's offset, to the second: <c>2025-11-18T16:00:00+09:00</c>.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">An IANA zone; one that is not known reads as UTC.</param>
    public static string Of(DateTimeOffset instant, string zone) => Pattern.Format(
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).ToOffsetDateTime());
}
