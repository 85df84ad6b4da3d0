using IncidentGrains.Law;

namespace IncidentGrains.Tests.Law;

/// <summary>Days as the wall calendar counts them: local midnights, whatever a day's length.</summary>
public sealed class CalendarDaysTests
{
    private const string LosAngeles = "America/Los_Angeles";
    private const string Seoul = "Asia/Seoul";

    [Theory]
    [InlineData("2025-11-18T00:00:00-08:00", "2025-11-18T23:59:59-08:00", LosAngeles, 0)]
    [InlineData("2025-11-18T23:59:59-08:00", "2025-11-19T00:00:00-08:00", LosAngeles, 1)]
    [InlineData("2025-11-19T00:00:00-08:00", "2025-11-18T23:59:59-08:00", LosAngeles, -1)]
    [InlineData("2026-03-08T00:00:00-08:00", "2026-03-09T00:00:00-07:00", LosAngeles, 1)] // 23 hours
    [InlineData("2026-03-08T00:00:00-08:00", "2026-03-08T23:59:59-07:00", LosAngeles, 0)]
    [InlineData("2026-11-01T00:00:00-07:00", "2026-11-02T00:00:00-08:00", LosAngeles, 1)] // 25 hours
    [InlineData("2026-11-01T00:00:00-07:00", "2026-11-01T23:59:59-08:00", LosAngeles, 0)]
    [InlineData("2026-10-15T12:00:00-07:00", "2026-11-14T12:00:00-08:00", LosAngeles, 30)]
    [InlineData("2026-02-06T12:00:00-08:00", "2026-03-08T12:00:00-07:00", LosAngeles, 30)]
    [InlineData("2025-11-18T14:59:59Z", "2025-11-18T15:00:00Z", Seoul, 1)]
    [InlineData("2025-11-18T15:00:00Z", "2025-11-19T14:59:59Z", Seoul, 0)]
    [InlineData("2025-11-18T15:00:00Z", "2025-11-19T14:59:59Z", LosAngeles, 1)]
    [InlineData("2025-06-24T00:00:00+09:00", "2025-11-18T22:52:00+09:00", Seoul, 147)]
    [InlineData("2024-02-28T12:00:00+09:00", "2024-03-01T12:00:00+09:00", Seoul, 2)]
    public void Between_CountsLocalMidnights(string from, string to, string zone, int days) =>
        Assert.Equal(days, CalendarDays.Between(DateTimeOffset.Parse(from), DateTimeOffset.Parse(to), zone));

    [Fact]
    public void Between_TheOtherWayRound_IsTheNegative()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var (a, b) = (Any(random), Any(random));
            Assert.Equal(CalendarDays.Between(a, b, LosAngeles), -CalendarDays.Between(b, a, LosAngeles));
        }
    }

    [Fact]
    public void Between_WithAStopInBetween_AddsUp()
    {
        var random = new Random(8);
        for (var i = 0; i < 2_000; i++)
        {
            var (a, b, c) = (Any(random), Any(random), Any(random));
            Assert.Equal(CalendarDays.Between(a, c, Seoul), CalendarDays.Between(a, b, Seoul) + CalendarDays.Between(b, c, Seoul));
        }
    }

    [Fact]
    public void Between_InAnUnknownZone_SaysWhatToWrite()
    {
        var refusal = Assert.Throws<ArgumentException>(() => CalendarDays.Between(default, default, "Korea/Seoul"));
        Assert.Contains("Asia/Seoul", refusal.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset Any(Random random) => DateTimeOffset.UnixEpoch.AddMinutes(random.Next(40_000_000));
}
