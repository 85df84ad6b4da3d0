using System.Data.Common;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Tests.Ledger;

namespace IncidentGrains.Tests.Delivery;

/// <summary>The way from the outbox to the bus: at once, again after a failure, and not blocked by what nobody can take.</summary>
public sealed class RelayTests
{
    private static readonly RelayOptions NoSweep = TestRelay.Hurried with { Settle = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Append_OnThisSilo_IsPublishedWithoutASweep()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var bus = new RecordingBus();
        await using var relay = await new TestRelay(ledger, bus, NoSweep).Start();
        await relay.Merge(feed: true, "inc-a", "inc-b", "inc-c");

        await relay.UntilEmpty();
        Assert.Equal(["inc-a", "inc-b", "inc-c"], bus.Published.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Entries_OfASiloThatDied_AreSweptInTheirOrder()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var bus = new RecordingBus();
        var relay = new TestRelay(ledger, bus);
        await ledger.Store.Append([Twice("inc-a")], default);
        await using var started = await relay.Start();

        await relay.UntilEmpty();
        Assert.Equal(["inc-a", "inc-a"], bus.Published);
    }

    [Fact]
    public async Task Entry_ThatAlwaysFails_IsParked_AndTheRestProceeds()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var bus = new RecordingBus((m, _) => m.Stream == "inc-poison" ? new InvalidOperationException("Nobody takes this.") : null);
        await using var relay = await new TestRelay(ledger, bus).Start();
        await relay.Merge(feed: false, "inc-poison", "inc-b", "inc-c");

        await relay.UntilEmpty();
        Assert.Equal(["inc-b", "inc-c"], bus.Published.Order(StringComparer.Ordinal));
        Assert.Equal(5, bus.Tries("inc-poison"));
        var parked = Assert.Single(await relay.Parked.List("", 10));
        Assert.Equal((ParkedMessage.Relay, "incident.merged.v1", "inc-poison", 1L, "InvalidOperationException", 5L), (parked.Consumer, parked.Message, parked.Stream, parked.Seq, parked.Reason, parked.Tries));
    }

    [Fact]
    public async Task Entry_ThatCantBeRead_IsParked()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var bus = new RecordingBus();
        await using var relay = await new TestRelay(ledger, bus).Start();
        var made = TestRelay.Merged("inc-damaged");
        var damaged = made with { Events = [new NewEvent(made.Events[0].Event with { Payload = "{}"u8.ToArray() }, Publish: true)] };
        await ledger.Store.Append([damaged, TestRelay.Merged("inc-b")], default);

        await relay.UntilEmpty();
        Assert.Equal(["inc-b"], bus.Published);
        Assert.Equal("InvalidDataException", Assert.Single(await relay.Parked.List("", 10)).Reason);
    }

    [Fact]
    public async Task Entry_OfANewerVersion_WaitsForThatVersionAndKeepsNobodyWaiting()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var bus = new RecordingBus();
        await using var relay = await new TestRelay(ledger, bus).Start();
        var newer = Sample.Append("inc-newer", "c1", publish: true);
        await ledger.Store.Append([newer, TestRelay.Merged("inc-b")], default);

        await relay.Until(async () => (await relay.Outbox.Oldest(2)).Count == 1);
        Assert.Equal(["inc-b"], bus.Published);
        Assert.Equal((DeliveryOutcome.Later, "ledger.newer"), await relay.Delivery.Tell(new StoredEvent(1, newer.Events[0].Event, Remainder: null), default));
        Assert.Equal("inc-newer", Assert.Single(await relay.Outbox.Oldest(2)).Stream);
        Assert.Empty(await relay.Parked.List("", 10));
    }

    [Fact]
    public async Task Entry_Replayed_IsPublished()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var bus = new RecordingBus((_, tries) => tries <= 5 ? new InvalidOperationException("Not yet.") : null);
        await using var relay = await new TestRelay(ledger, bus).Start();
        await relay.Merge(feed: false, "inc-a");
        await relay.Until(async () => (await relay.Parked.List("", 10)).Count == 1);

        await relay.Parked.ReturnEntry((await relay.Parked.List("", 10))[0]);
        await relay.UntilEmpty();
        Assert.Equal(["inc-a"], bus.Published);
        Assert.Empty(await relay.Parked.List("", 10));
    }

    [Fact]
    public async Task Bus_ThatIsAway_ParksNothing_AndIsToldOfEverythingOnceItIsBack()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var back = false;
        var bus = new RecordingBus((_, _) => Volatile.Read(ref back) ? null : new TimeoutException());
        await using var relay = await new TestRelay(ledger, bus).Start();
        var streams = Enumerable.Range(0, 200).Select(i => $"inc-{i:000}").ToArray();
        await relay.Merge(feed: true, streams);
        await relay.Until(() => Task.FromResult(relay.Delivery.IsAway));
        Volatile.Write(ref back, true);

        await relay.UntilEmpty();
        Assert.Equal(streams, bus.Published.Order(StringComparer.Ordinal));
        Assert.False(relay.Delivery.IsAway);
        Assert.Empty(await relay.Parked.List("", 10));
    }

    // The window between confirm and removal: the message goes out again, and nothing is lost.
    [Fact]
    public async Task Entry_WhoseRemovalFails_IsPublishedAgain()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var bus = new RecordingBus();
        await using (var dying = new TestRelay(ledger, bus, NoSweep, new NoRemoval(ledger.Store)))
        {
            await dying.Start();
            await dying.Merge(feed: true, "inc-a");
            await dying.Until(() => Task.FromResult(bus.Published.Count == 1));
        }

        await using var next = await new TestRelay(ledger, bus).Start();
        await next.UntilEmpty();
        Assert.Equal(["inc-a", "inc-a"], bus.Published);
    }

    [Fact]
    public async Task Silo_WithoutTheLease_SweepsNothing()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        var (first, second) = (new RecordingBus((_, _) => new TimeoutException()), new RecordingBus());
        var other = new TestRelay(ledger, second, TestRelay.Hurried with { Owner = "other" });
        await using (var holder = await new TestRelay(ledger, first, TestRelay.Hurried with { Owner = "holder", Lease = TimeSpan.FromSeconds(3) }).Start())
        {
            await holder.Merge(feed: false, "inc-a");
            await holder.Until(() => Task.FromResult(first.Tries("inc-a") > 0));
            await other.Start();
            var tries = first.Tries("inc-a");
            await holder.Until(() => Task.FromResult(first.Tries("inc-a") > tries + 5));
            Assert.Equal(0, second.Tries("inc-a"));
        }

        await other.UntilEmpty();
        await other.DisposeAsync();
        Assert.Equal(["inc-a"], second.Published);
    }

    private static LedgerAppend Twice(string stream)
    {
        var append = Sample.Append(stream, "c1", events: 2, publish: true);
        var merged = TestRelay.Merged(stream).Events[0].Event;
        return append with
        {
            Events = [.. append.Events.Select(e => new NewEvent(e.Event with { Header = e.Event.Header with { Type = "incident.merged.v1" }, Payload = merged.Payload }, Publish: true))],
        };
    }

    private sealed class NoRemoval(ILedgerStore store) : ILedgerStore
    {
        public string EarliestNow => store.EarliestNow;

        public Task<AppendOutcome[]> Append(IReadOnlyList<LedgerAppend> batch, CancellationToken cancellation) => store.Append(batch, cancellation);

        public Task<T> Read<T>(Func<DbConnection, Task<T>> query) => store.Read(query);

        public Task<T> Write<T>(Func<DbConnection, Task<T>> statement) => throw new IOException("The disk is gone.");
    }
}
