using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Regulators;

/// <summary>Clocks as an iCalendar feed (RFC 5545): one event at each deadline, with an alarm a day and an hour before. Ids and codes, no content of incidents.</summary>
internal static class ClockCalendar
{
    private static readonly TimeSpan[] Alarms = [TimeSpan.FromHours(24), TimeSpan.FromHours(1)];

    /// <summary>The feed. A clock keeps its UID, so that a deadline that moves moves in the reader's calendar too.</summary>
    public static string Of(IEnumerable<ClockRow> clocks)
    {
        var calendar = new Calendar { ProductId = "-//IncidentGrains//Obligations//EN" };
        foreach (var clock in clocks.Where(c => c.DueAt != ObligationIndexRow.NoInstant))
        {
            calendar.Events.Add(Event(clock));
        }

        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("A calendar serialises to text.");
    }

    private static CalendarEvent Event(ClockRow clock)
    {
        var due = new CalDateTime(Instants.FromMicros(clock.DueAt).UtcDateTime);
        var entry = new CalendarEvent
        {
            Uid = $"{clock.ClockId}@incidentgrains",
            Start = due,
            DtStamp = new CalDateTime(Instants.FromMicros(clock.UpdatedAt).UtcDateTime),
            Summary = $"{clock.Rule} due{(clock.Recipients.Length > 0 ? " to " + clock.Recipients.Replace(' ', ',') : "")}{(clock.Soft ? " (our target)" : "")}",
            Description = $"Obligation {clock.ObligationId} of {clock.IncidentId}. Local time is that of {clock.TimeZone}. Information, not legal advice.",
            Categories = [clock.Jurisdiction],
        };
        foreach (var before in Alarms)
        {
            entry.Alarms.Add(new Alarm { Action = AlarmAction.Display, Description = entry.Summary, Trigger = new Trigger(Duration.FromTimeSpanExact(-before)) });
        }

        return entry;
    }
}
