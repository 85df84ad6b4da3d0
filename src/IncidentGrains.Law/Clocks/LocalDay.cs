using NodaTime;

namespace IncidentGrains.Law.Clocks;

/// <summary>Where a day of the wall calendar ends, and which one an instant falls on.</summary>
public static class LocalDay
{
    private static readonly Duration Second = Duration.FromSeconds(1);

    /// <summary>The local date of an instant.</summary>
    public static LocalDate Of(Instant instant, DateTimeZone zone) => instant.InZone(zone).Date;

    /// <summary>
    /// The last whole second of a local day, 23:59:59 as a rule. Counted back from the start of the next day, since a clock can be set
    /// back or forward at midnight: then 23:59:59 comes twice, or not at all.
    /// </summary>
    public static Instant End(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(date.PlusDays(1)).ToInstant() - Second;

    /// <summary>A time of a local day; one that comes twice is the later, one that is skipped moves forward by what was skipped.</summary>
    public static Instant At(LocalDate date, LocalTime time, DateTimeZone zone) => zone.ResolveLocal(date + time, Resolve).ToInstant();

    // In the law's favour of who has to act: a deadline has not passed while its wall-clock time is still to come.
    private static readonly NodaTime.TimeZones.ZoneLocalMappingResolver Resolve =
        NodaTime.TimeZones.Resolvers.CreateMappingResolver(NodaTime.TimeZones.Resolvers.ReturnLater, NodaTime.TimeZones.Resolvers.ReturnForwardShifted);
}
