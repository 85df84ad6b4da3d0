using IncidentGrains.Law.Calendars;
using IncidentGrains.Law.Regulators.Packs;
using NodaTime;

namespace IncidentGrains.Tests.Law;

/// <summary>Holiday calendars: rules that recur, days that move, overrides.</summary>
public sealed class HolidayCalendarTests
{
    [Theory]
    [InlineData("KR", "2026-02-17", false)] // Seollal
    [InlineData("KR", "2025-10-08", false)] // in place of Chuseok on a Sunday
    [InlineData("KR", "2026-10-05", false)] // in place of the Foundation Day on a Saturday
    [InlineData("KR", "2026-02-19", true)]
    [InlineData("JP", "2026-09-22", false)] // between two holidays
    [InlineData("JP", "2026-05-06", false)] // Constitution Day on a Sunday
    [InlineData("JP", "2026-12-29", false)]
    [InlineData("JP", "2027-01-04", true)]
    [InlineData("SEC", "2026-07-03", false)] // Independence Day on a Saturday
    [InlineData("SEC", "2021-12-31", false)] // New Year of 2022 on a Saturday
    [InlineData("SEC", "2026-11-27", true)]
    [InlineData("GB", "2027-12-27", false)]
    [InlineData("GB", "2027-12-28", false)]
    [InlineData("GB", "2028-01-03", false)]
    [InlineData("FR", "2026-04-03", true)] // Good Friday is a working day there
    [InlineData("FR", "2026-05-14", false)]
    [InlineData("DE", "2026-04-03", false)]
    [InlineData("GR", "2026-04-13", false)] // Easter Monday of the orthodox churches
    [InlineData("GR", "2026-04-06", true)]
    [InlineData("SE", "2026-06-19", false)]
    [InlineData("BR", "2026-02-17", false)]
    [InlineData("AU", "2026-01-26", false)]
    public void Day_IsAWorkingDayOrNot(string calendar, string date, bool works) =>
        Assert.Equal(works, RulePacks.BuiltIn.FindCalendar(calendar)!.IsBusinessDay(LocalDate.FromDateOnly(DateOnly.Parse(date))));

    [Fact]
    public void Member_OfTheUnion_HasItsCalendar()
    {
        var members = RulePacks.BuiltIn.Packs.SelectMany(p => p.Jurisdictions).Where(j => j.Group == "EU").ToList();
        Assert.Equal(27, members.Count);
        Assert.All(members, m => Assert.False(RulePacks.BuiltIn.FindCalendar(m.Calendar)!.IsBusinessDay(new LocalDate(2026, 1, 1))));
    }

    [Fact]
    public void Overrides_CloseAndOpenDays_AndAddUp()
    {
        var calendar = RulePacks.BuiltIn.FindCalendar("SEC")!.With([new LocalDate(2025, 12, 24)], [new LocalDate(2025, 12, 25)]).With([new LocalDate(2025, 12, 26)], [new LocalDate(2025, 12, 27)]);
        Assert.Equal([false, true, false, true], Enumerable.Range(24, 4).Select(d => calendar.IsBusinessDay(new LocalDate(2025, 12, d))));
        Assert.True(RulePacks.BuiltIn.FindCalendar("SEC")!.IsBusinessDay(new LocalDate(2025, 12, 24)));
    }

    [Fact]
    public void Weekend_OfAnotherCountry_IsItsOwn()
    {
        var calendar = new HolidayCalendar("XX", [], weekend: [IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday]);
        Assert.Equal([true, false, false, true], Enumerable.Range(5, 4).Select(d => calendar.IsBusinessDay(new LocalDate(2026, 3, d))));
    }

    [Fact]
    public void Years_ThatNoListCovers_AreNotKnown() =>
        Assert.Equal([false, true, true, false], new[] { 2023, 2024, 2028, 2029 }.Select(RulePacks.BuiltIn.FindCalendar("KR")!.Knows));
}
