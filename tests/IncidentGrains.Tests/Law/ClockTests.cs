using IncidentGrains.Law.Calendars;
using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Tests.Law;

/// <summary>Clocks, compared with an independent computation: dates by <see cref="DateOnly"/>, local days by asking for offsets second by second.</summary>
public sealed class ClockTests
{
    private static readonly Instant From = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2030, 1, 1, 0, 0);

    // Beside the zones that rules use, those whose clocks change at midnight, by half an hour, or skipped a day.
    private static readonly string[] Odd = ["UTC", "America/Santiago", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe", "America/Havana", "Asia/Tehran", "Pacific/Apia", "Asia/Kathmandu"];

    public static TheoryData<string> ZonesInUse() => [.. RulePacks.BuiltIn.Packs.SelectMany(p => p.Jurisdictions.Select(j => j.TimeZone))
        .Concat(RulePacks.BuiltIn.Rules.SelectMany(r => r.Versions.Select(v => v.TimeZone))).Where(z => z is not (null or "controller")).Select(z => z!)
        .Concat(Odd).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(ZonesInUse))]
    public void Clock_AroundEachChangeOfTheClocks_AgreesWithAnIndependentCount(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        foreach (var change in zone.GetZoneIntervals(From, To).Where(i => i.HasStart && i.Start > From).Select(i => i.Start))
        {
            foreach (var minutes in new[] { -72 * 60, -24 * 60, -61, -60, -30, -1, 0, 1, 30, 60, 24 * 60 })
            {
                Agrees(change + Duration.FromMinutes(minutes) - Duration.FromSeconds(1), zone);
                Agrees(change + Duration.FromMinutes(minutes), zone);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ZonesInUse))]
    public void Clock_OverTenYears_AgreesWithAnIndependentCount(string id)
    {
        for (var start = From; start < To; start += Duration.FromMinutes((61 * 60) + 17))
        {
            Agrees(start, DateTimeZoneProviders.Tzdb[id]);
        }
    }

    [Fact]
    public void Months_OverTenYears_ClampToTheMonthsEnd()
    {
        for (var day = new DateOnly(2020, 1, 1); day.Year < 2030; day = day.AddDays(1))
        {
            foreach (var months in new[] { 1, 2, 6, 12 })
            {
                Assert.Equal(day.AddMonths(months), LocalDate(Due($"months({months})", Instant.FromDateTimeOffset(new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero)), DateTimeZone.Utc), DateTimeZone.Utc));
            }
        }
    }

    [Fact]
    public void BusinessDays_OfTheSec_AgreeWithAListMadeOtherwise()
    {
        var closed = new HashSet<DateOnly>();
        for (var year = 2020; year <= 2031; year++)
        {
            foreach (var fixedDay in new[] { (1, 1), (7, 4), (11, 11), (12, 25) }.Concat(year >= 2021 ? [(6, 19)] : []))
            {
                var day = new DateOnly(year, fixedDay.Item1, fixedDay.Item2);
                closed.Add(day.DayOfWeek == DayOfWeek.Saturday ? day.AddDays(-1) : day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(1) : day);
            }

            foreach (var (month, weekday, nth) in new[] { (1, DayOfWeek.Monday, 3), (2, DayOfWeek.Monday, 3), (9, DayOfWeek.Monday, 1), (10, DayOfWeek.Monday, 2), (11, DayOfWeek.Thursday, 4) })
            {
                closed.Add(Days(year, month).Where(d => d.DayOfWeek == weekday).ElementAt(nth - 1));
            }

            closed.Add(Days(year, 5).Last(d => d.DayOfWeek == DayOfWeek.Monday));
        }

        for (var day = new DateOnly(2020, 1, 1); day.Year < 2030; day = day.AddDays(1))
        {
            var (expected, left) = (day, 4);
            while (left > 0)
            {
                expected = expected.AddDays(1);
                left -= expected.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || closed.Contains(expected) ? 0 : 1;
            }

            Assert.Equal(expected, RulePacks.BuiltIn.FindCalendar("SEC")!.AddBusinessDays(NodaTime.LocalDate.FromDateOnly(day), 4).ToDateOnly());
        }
    }

    [Theory]
    [InlineData("elapsed(72)", "2026-03-30T15:30:00Z")]
    [InlineData("calDays(1)", "2026-03-28T22:59:59Z")]
    [InlineData("calDays(2)", "2026-03-29T21:59:59Z")] // the day of 23 hours
    [InlineData("calDays(2, day1)", "2026-03-28T22:59:59Z")]
    [InlineData("bizDays(5)", "2026-04-03T21:59:59Z")]
    [InlineData("bizDays(5, DE)", "2026-04-07T21:59:59Z")]
    [InlineData("months(1)", "2026-04-27T21:59:59Z")]
    [InlineData("min(elapsed(24), calDays(1))", "2026-03-28T15:30:00Z")]
    [InlineData("fromYearEnd(calDays(60))", "2027-03-01T22:59:59Z")]
    [InlineData("fromNextHour(elapsed(72))", "2026-03-30T16:00:00Z")]
    public void Expression_Is(string clock, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due), Due(clock, Instant.FromUtc(2026, 3, 27, 15, 30), DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToDateTimeOffset());

    [Theory]
    [InlineData("2026-03-28T22:59:59Z", "nextBiz", "2026-03-30T21:59:59Z")]
    [InlineData("2026-03-28T22:59:59Z", "nextBizNoon", "2026-03-30T10:00:00Z")]
    [InlineData("2026-03-28T22:59:59Z", "none", "2026-03-28T22:59:59Z")]
    [InlineData("2026-03-27T22:59:59Z", "nextBiz", "2026-03-27T22:59:59Z")]
    [InlineData("2026-04-03T12:00:00Z", "nextBizNoon", "2026-04-07T10:00:00Z")] // Easter
    public void Deadline_OnAFreeDay_RollsAsItIsTold(string due, string roll, string rolled) => Assert.Equal(DateTimeOffset.Parse(rolled), Rolls.Apply(
        Rolls.Parse(roll), Instant.FromDateTimeOffset(DateTimeOffset.Parse(due)), DateTimeZoneProviders.Tzdb["Europe/Berlin"], RulePacks.BuiltIn.FindCalendar("DE")!).ToDateTimeOffset());

    [Theory]
    [InlineData("")]
    [InlineData("elapsed")]
    [InlineData("elapsed()")]
    [InlineData("elapsed(0)")]
    [InlineData("elapsed(-1)")]
    [InlineData("elapsed(1.5)")]
    [InlineData("elapsed(72")]
    [InlineData("elapsed(72))")]
    [InlineData("elapsed(72) and more")]
    [InlineData("elapsed(72, sunrise)")]
    [InlineData("hours(72)")]
    [InlineData("min(elapsed(4))")]
    [InlineData("min(4, 5)")]
    [InlineData("bizDays(4, )")]
    [InlineData("months(99999999999)")]
    [InlineData("min(min(min(min(min(min(elapsed(1), elapsed(2)), elapsed(2)), elapsed(2)), elapsed(2)), elapsed(2)), elapsed(2))")]
    public void Expression_ThatIsNone_IsRefusedWithWhatCanBeWritten(string text) =>
        Assert.Contains("write elapsed(72)", Assert.Throws<FormatException>(() => ClockText.Parse(text)).Message, StringComparison.Ordinal);

    private static void Agrees(Instant start, DateTimeZone zone)
    {
        Assert.Equal(start.ToUnixTimeSeconds() + (72 * 3600), Due("elapsed(72)", start, zone).ToUnixTimeSeconds());
        var day = LocalDate(start, zone);
        foreach (var (clock, last) in new[] { ("calDays(1)", day.AddDays(1)), ("calDays(30)", day.AddDays(30)), ("calDays(30, day1)", day.AddDays(29)), ("months(1)", day.AddMonths(1)), ("bizDays(3)", Weekday(day, 3)) })
        {
            var due = Due(clock, start, zone);
            Assert.True(LocalDate(due, zone) == last && LocalDate(due + Duration.FromSeconds(1), zone) > last, $"{clock} from {start} in {zone.Id}: {due}");
        }
    }

    private static DateOnly Weekday(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return day;
    }

    private static DateOnly LocalDate(Instant instant, DateTimeZone zone) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds() + zone.GetUtcOffset(instant).Seconds).DateTime);

    private static Instant Due(string clock, Instant start, DateTimeZone zone) =>
        ClockText.Parse(clock).Due(new ClockStart(start, zone, HolidayCalendar.Weekends, id => RulePacks.BuiltIn.FindCalendar(id)!, start));

    private static IEnumerable<DateOnly> Days(int year, int month) => Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(d => new DateOnly(year, month, d));
}
