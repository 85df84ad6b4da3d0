using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts;
using IncidentGrains.Host.Incidents;

namespace IncidentGrains.Tests.Host;

/// <summary>The shape that every request has in common.</summary>
public sealed class RequestsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a/b")]
    [InlineData("~absorb:inc-a:2")]
    [InlineData("é")]
    public void CommandId_OfAnotherForm_IsRefused(string commandId) => Refused("command_id", () => Requests.Meta(null!, commandId));

    [Fact]
    public void AsOf_InTheFuture_IsRefused()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddHours(1));
        Assert.Null(Requests.AsOf(null, time));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(1), Requests.AsOf(new Timestamp { Seconds = 3600 }, time));
        Refused("as_of", () => Requests.AsOf(new Timestamp { Seconds = 3700 }, time)!);
    }

    [Fact]
    public void CommandId_TooLong_IsRefused() => Refused("command_id", () => Requests.Meta(null!, new string('a', 65)));

    [Fact]
    public void ExpectedVersion_Negative_IsRefused() => Refused("expected_version", () => Requests.Meta(null!, "cmd-1", -1));

    [Theory]
    [InlineData("inc-1")]
    [InlineData("inc-0123456789abcdefghjkmnpqrs\n")]
    public void IncidentId_OfAnotherForm_IsRefusedUnderItsField(string id) => Refused("into_incident_id", () => Requests.IncidentIdOf(id, "into_incident_id"));

    [Fact]
    public void Instant_Absent_IsNullOrRefusedWhereRequired()
    {
        Assert.Null(Requests.Instant(null, "as_of"));
        Refused("aware_at", () => Requests.RequiredInstant(null, "aware_at"));
    }

    [Fact]
    public void Instant_OutsideTheCalendar_IsRefused()
    {
        Refused("as_of", () => Requests.Instant(new Timestamp { Seconds = long.MaxValue }, "as_of")!);
        Refused("as_of", () => Requests.Instant(new Timestamp { Nanos = -1 }, "as_of")!);
        Refused("as_of", () => Requests.Instant(new Timestamp { Nanos = 1_000_000_000 }, "as_of")!);
    }

    [Fact]
    public void Instant_FinerThanAMicrosecond_IsCutOff() => Assert.Equal(
        DateTimeOffset.UnixEpoch.AddMicroseconds(1), Requests.Instant(new Timestamp { Nanos = 1_999 }, "as_of"));

    private static void Refused(string field, Func<object> read) =>
        Assert.Equal(field, Assert.Single(Assert.Throws<CaseException>(read).Violations).Field);
}
