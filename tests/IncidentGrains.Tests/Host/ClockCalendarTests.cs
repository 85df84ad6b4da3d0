using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Host.Regulators;
using IncidentGrains.Proof;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Host;

/// <summary>The feed that calendars subscribe to, read back by the library that reads others' feeds.</summary>
public sealed class ClockCalendarTests
{
    private static readonly DateTimeOffset Due = new(2025, 11, 18, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Feed_HoldsAnEventAtEachDeadlineWithItsAlarms()
    {
        var read = Ical.Net.Calendar.Load(ClockCalendar.Of([Row("KR-NET@first", Due), Row("KR-MIT@first", due: null)]))!;
        var entry = Assert.Single(read.Events);
        Assert.Equal(($"{IncidentSpec.Id}/KR-NET@first@incidentgrains", Due.UtcDateTime), (entry.Uid, entry.Start!.AsUtc));
        Assert.Equal(["-P1D", "-PT1H"], entry.Alarms.Select(a => a.Trigger!.Duration.ToString()!.Replace("-PT24H", "-P1D", StringComparison.Ordinal)));
        Assert.Contains("MSIT,KISA", entry.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Feed_OfAMovedDeadline_KeepsItsUid() => Assert.Equal(
        Ical.Net.Calendar.Load(ClockCalendar.Of([Row("KR-NET@first", Due)]))!.Events[0]!.Uid,
        Ical.Net.Calendar.Load(ClockCalendar.Of([Row("KR-NET@first", Due.AddHours(-3))]))!.Events[0]!.Uid);

    private static ClockRow Row(string id, DateTimeOffset? due) => new(
        $"{IncidentSpec.Id}/{id}", IncidentSpec.Id, id, "A made-up incident", "KR-NET", "KR", "first", "MSIT KISA", (int)ObligationStatus.Open,
        due is { } at ? Instants.ToMicros(at) : ObligationIndexRow.NoInstant, false, "Asia/Seoul", "", 0, false, Instants.ToMicros(Due.AddDays(-1)));
}
