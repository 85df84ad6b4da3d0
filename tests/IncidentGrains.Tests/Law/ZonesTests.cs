using IncidentGrains.Law;

namespace IncidentGrains.Tests.Law;

/// <summary>Zones of the tz database, the same on every machine.</summary>
public sealed class ZonesTests
{
    [Theory]
    [InlineData("2026-03-08", "America/Los_Angeles", "2026-03-08T08:00:00Z")]
    [InlineData("2026-03-09", "America/Los_Angeles", "2026-03-09T07:00:00Z")]
    [InlineData("2026-11-01", "America/Los_Angeles", "2026-11-01T07:00:00Z")]
    [InlineData("2026-11-02", "America/Los_Angeles", "2026-11-02T08:00:00Z")]
    [InlineData("2025-11-19", "Asia/Seoul", "2025-11-18T15:00:00Z")]
    [InlineData("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z")] // midnight was skipped; the day began at 01:00
    [InlineData("2025-11-19", "UTC", "2025-11-19T00:00:00Z")]
    public void StartOfDay_IsTheFirstInstantOfTheLocalDay(string date, string zone, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), Zones.StartOfDay(DateOnly.Parse(date), zone));

    [Theory]
    [InlineData("")]
    [InlineData("KST")]
    [InlineData("asia/seoul")]
    [InlineData("Asia/Seoul ")]
    [InlineData("Pacific Standard Time")]
    public void Zone_Unknown_IsRefused(string name)
    {
        Assert.Throws<ArgumentException>(() => Zones.Find(name));
        Assert.Throws<ArgumentException>(() => Zones.StartOfDay(new DateOnly(2026, 1, 1), name));
    }

    [Fact]
    public void Zone_Known_IsFound() => Assert.Equal("Asia/Seoul", Zones.Find("Asia/Seoul").Id);
}
