using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Law.Clocks;

/// <summary>A clock on its own: <c>{"clock": {"start", "clock", "time_zone", "calendar"?, "roll"?}}</c>.</summary>
public static class ClockQuestion
{
    /// <summary>The instant at which it runs out.</summary>
    /// <exception cref="InputRefusedException">The question can't be read; all mistakes are named.</exception>
    public static DateTimeOffset Due(ReadOnlyMemory<byte> json, RulePacks packs) => InputJson.Read(json, (root, mistakes) => root.Object("clock", fields =>
    {
        var start = Instant.FromDateTimeOffset(fields.RequiredInstant("start"));
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(fields.Text("time_zone") ?? "UTC");
        if (zone is null)
        {
            fields.Mistake("time_zone", $"'{fields.Text("time_zone")}' is no time zone of the tz database; write one such as Asia/Seoul");
        }

        var calendar = Find(fields.Text("calendar"));
        var clock = Parse(fields, "clock", ClockText.Parse);
        var roll = fields.Text("roll") is null ? Roll.None : Parse(fields, "roll", Rolls.Parse);
        if (clock is null || zone is null || calendar is null)
        {
            return new Box(default);
        }

        var missing = clock.Calendars.FirstOrDefault(c => packs.FindCalendar(c) is null);
        if (missing is not null)
        {
            fields.Mistake("clock", $"'{missing}' is no calendar of the packs");
            return new Box(default);
        }

        return new Box(Rolls.Apply(roll, clock.Due(new ClockStart(start, zone, calendar, c => packs.FindCalendar(c)!, start)), zone, calendar));

        Calendars.HolidayCalendar? Find(string? id)
        {
            var found = id is null ? Calendars.HolidayCalendar.Weekends : packs.FindCalendar(id);
            if (found is null)
            {
                fields.Mistake("calendar", $"'{id}' is no calendar of the packs; write SEC or an ISO 3166-1 code such as KR");
            }

            return found;
        }
    }) ?? new Box(default)).Due.ToDateTimeOffset();

    private static T? Parse<T>(JsonFields fields, string key, Func<string, T> parse)
    {
        try
        {
            return fields.RequiredText(key) is { Length: > 0 } text ? parse(text) : default;
        }
        catch (FormatException e)
        {
            fields.Mistake(key, e.Message.TrimEnd('.'));
            return default;
        }
    }

    private sealed record Box(Instant Due);
}
