using IncidentGrains.Law;
using NodaTime;

namespace IncidentGrains.Cli.Demo;

/// <summary>Instants on the wall of one place.</summary>
internal sealed class LocalTime(string timeZone)
{
    private readonly DateTimeZone _zone = Zones.Find(timeZone);

    /// <summary>The place's name for its time, such as KST.</summary>
    public string Abbreviation(DateTimeOffset instant) => _zone.GetZoneInterval(Instant.FromDateTimeOffset(instant)).Name;

    /// <summary>The minute, such as <c>2025-11-18 22:52</c>.</summary>
    public string Minute(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(_zone).ToString("uuuu-MM-dd HH:mm", null);
}
