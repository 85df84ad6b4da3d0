using IncidentGrains.Grains.Ledger.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace IncidentGrains.Tests.Delivery;

/// <summary>When an entry is tried again, when it is old enough, and when it is given up.</summary>
public sealed class PatienceTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 11, 18, 13, 52, 0, TimeSpan.Zero));

    [Fact]
    public void Entry_ThatFails_PausesLongerEachTime_AndIsThenGivenUp()
    {
        var options = new RelayOptions();
        var failed = new FailedEntries(_time, options.Pauses);
        var first = _time.GetUtcNow();
        foreach (var pause in options.Pauses)
        {
            Assert.Null(failed.Fail(7));
            _time.Advance(pause - TimeSpan.FromMilliseconds(1));
            Assert.True(failed.IsPausing(7));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.False(failed.IsPausing(7));
        }

        Assert.Equal((first, 5), failed.Fail(7));
        failed.Remove(7);
        Assert.Null(failed.Fail(7));
    }

    [Fact]
    public void Position_IsSettled_OnceItWasSeenForAsLong_WhateverTheWallClockDoes()
    {
        var settled = new SettledPosition(_time, TimeSpan.FromSeconds(5));
        Assert.Equal(0, settled.Note(10));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, settled.Note(20));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, settled.Note(30));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(20, settled.Note(0));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(30, settled.Note(0));
    }

    [Fact]
    public async Task Lease_OfASiloThatSlept_IsNoLongerBelievedIn()
    {
        await using var ledger = Ledger.LedgerDatabase.Sqlite();
        var leases = new OutboxLeases(ledger.Store, _time, new RelayOptions());
        await leases.Hold();
        Assert.Equal(OutboxPartition.Count, leases.Held.Count);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.NotEmpty(leases.Held);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(leases.Held);
        Assert.True(leases.ShouldRenew);
    }

    [Theory]
    [InlineData("inc-0123456789abcdefghjkmnpqrs")]
    [InlineData("obl-a")]
    public void Partition_OfAStream_IsTheSameForEver(string stream) =>
        Assert.Equal(stream == "obl-a" ? 1 : 7, OutboxPartition.Of(stream));
}
