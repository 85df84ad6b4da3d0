using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>An instant as far as VERIS knows it. VERIS has no time zone: its dates and times are read as UTC.</summary>
/// <param name="At">The instant; the start of the day if the time is not known.</param>
/// <param name="HasTime">True if the time of day is known.</param>
internal sealed record VerisInstant(DateTimeOffset At, bool HasTime)
{
    // Centuries; beyond, a value is no interval between two events of an incident.
    private const int MostDays = 200_000;

    /// <summary>The unit and value of an interval that says how long.</summary>
    public static IReadOnlyList<string> Units { get; } = ["Seconds", "Minutes", "Hours", "Days", "Weeks", "Months", "Years", "Never", "NA", "Unknown"];

    /// <summary>The beginning of an incident from <c>timeline.incident</c>; null unless year, month and day are known.</summary>
    public static VerisInstant? Of(JsonNode? incident) =>
        VerisFields.Whole(JsonPointer.At(incident, "year")) is { } year and >= 1 and <= 9999
        && VerisFields.Whole(JsonPointer.At(incident, "month")) is { } month and >= 1 and <= 12
        && VerisFields.Whole(JsonPointer.At(incident, "day")) is { } day && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? OfDay(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), VerisFields.Text(JsonPointer.At(incident, "time")))
            : null;

    /// <summary>The instant an interval later; null if the interval says no length, or one finer than what is known.</summary>
    public VerisInstant? After(JsonNode? interval)
    {
        if (VerisFields.Number(JsonPointer.At(interval, "value")) is not (>= 0 and { } value))
        {
            return null;
        }

        var unit = VerisFields.Text(JsonPointer.At(interval, "unit"));
        return unit switch
        {
            "Seconds" when HasTime => Later(value / 86_400),
            "Minutes" when HasTime => Later(value / 1_440),
            "Hours" when HasTime => Later(value / 24),
            "Days" when HasTime || value == decimal.Truncate(value) => Later(value),
            "Weeks" when HasTime || value * 7 == decimal.Truncate(value * 7) => Later(value * 7),
            "Months" when IsCalendar(value) => this with { At = At.AddMonths((int)value) },
            "Years" when IsCalendar(value * 12) => this with { At = At.AddMonths((int)value * 12) },
            _ => null,
        };
    }

    private static VerisInstant OfDay(DateTimeOffset day, string? time) =>
        TimeOnly.TryParseExact(time, "hh:mm:ss tt", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new VerisInstant(day + at.ToTimeSpan(), HasTime: true) : new VerisInstant(day, HasTime: false);

    private static bool IsCalendar(decimal months) => months == decimal.Truncate(months) && months <= MostDays / 31;

    private VerisInstant? Later(decimal days) => days <= MostDays ? this with { At = At.AddTicks((long)Math.Round(days * TimeSpan.TicksPerDay / 10) * 10) } : null;
}
