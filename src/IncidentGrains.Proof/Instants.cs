using System.Globalization;

namespace IncidentGrains.Proof;

/// <summary>Instants as the ledger counts them: whole microseconds since 1970, in UTC.</summary>
public static class Instants
{
    /// <summary>Microseconds since 1970-01-01T00:00:00Z; what is finer is cut off, towards the past.</summary>
    public static long ToMicros(DateTimeOffset instant) =>
        Math.DivRem(instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.TicksPerMicrosecond) switch
        {
            (var micros, < 0) => micros - 1,
            (var micros, _) => micros,
        };

    /// <summary>The instant of a number of microseconds since 1970.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is outside the years 1 to 9999.</exception>
    public static DateTimeOffset FromMicros(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(checked(micros * TimeSpan.TicksPerMicrosecond));

    /// <summary>A span in whole microseconds.</summary>
    public static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>ISO 8601 in UTC with microseconds, such as <c>2025-11-18T13:52:00.000000Z</c>.</summary>
    public static string ToText(long micros) =>
        FromMicros(micros).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToText"/> wrote, and nothing else.</summary>
    public static bool TryParse(string? text, out long micros)
    {
        var ok = DateTime.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant);
        micros = ok ? ToMicros(new DateTimeOffset(instant, TimeSpan.Zero)) : 0;
        return ok;
    }
}
