using NodaTime;
using NodaTime.Text;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>An instant as a filing writes it: in the regulator's zone, to the minute, with the offset.</summary>
public static class FilingInstant
{
    private static readonly OffsetDateTimePattern Korean =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'년 'M'월 'd'일 'HH':'mm' (UTC'o<+HH:mm>')'");

    private static readonly OffsetDateTimePattern English =
        OffsetDateTimePattern.CreateWithInvariantCulture("d' 'MMMM' 'uuuu', 'HH':'mm' (UTC'o<+HH:mm>')'");

    /// <summary><c>2025년 11월 18일 22:52 (UTC+09:00)</c>, or <c>18 November 2025, 22:52 (UTC+09:00)</c>.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">An IANA zone; one that is not known reads as UTC.</param>
    /// <param name="language"><c>ko</c> or <c>en</c>.</param>
    public static string Of(DateTimeOffset instant, string zone, string language) => (language == "ko" ? Korean : English).Format(
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).ToOffsetDateTime());
}
