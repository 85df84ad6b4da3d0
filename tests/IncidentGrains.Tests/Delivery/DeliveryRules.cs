using Dapper;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Tests.Ledger;

namespace IncidentGrains.Tests.Delivery;

/// <summary>What the outbox, its leases and parked messages promise, whichever database holds them.</summary>
public abstract class DeliveryRules
{
    private static readonly DateTimeOffset At = new(2025, 11, 18, 13, 52, 0, TimeSpan.Zero);

    internal abstract Task<LedgerDatabase> Create();

    protected async Task Append_OfAPublishedEvent_PutsItIntoThePartitionOfItsStream()
    {
        await using var ledger = await Create();
        var outbox = new Outbox(ledger.Store, ledger.Reader);
        await ledger.Store.Append([Sample.Append("inc-a", "c1", events: 3, publish: true), Sample.Append("inc-quiet", "c1")], default);

        Assert.Equal(3, (await outbox.Page([OutboxPartition.Of("inc-a")], 0, long.MaxValue, 10)).Count);
        Assert.Empty(await outbox.Page([(OutboxPartition.Of("inc-a") + 1) % OutboxPartition.Count], 0, long.MaxValue, 10));
    }

    protected async Task Removal_TakesOffWhatIsNamed_AndMayBeRepeated()
    {
        await using var ledger = await Create();
        var outbox = new Outbox(ledger.Store, ledger.Reader);
        await ledger.Store.Append([Sample.Append("inc-a", "c1", events: 7, publish: true), Sample.Append("inc-b", "c1", publish: true)], default);

        (string, long)[] some = [("inc-a", 1), ("inc-a", 2), ("inc-a", 3), ("inc-a", 5), ("inc-a", 6)];
        await outbox.Remove(some);
        await outbox.Remove(some);

        Assert.Equal([("inc-a", 4L), ("inc-a", 7L), ("inc-b", 1L)], (await outbox.Oldest(10)).Select(e => (e.Stream, e.Seq)));
    }

    protected async Task Leases_AreOneOwners_UntilTheyRunOut()
    {
        await using var ledger = await Create();
        var first = Leases(ledger, "first");
        var second = Leases(ledger, "second");
        await first.Hold();
        await second.Hold();
        Assert.Equal((OutboxPartition.Count, 0), (first.Held.Count, second.Held.Count));
        Assert.All(first.Epochs, e => Assert.Equal(1, e.Epoch));

        await first.Hold();
        Assert.All(first.Epochs, e => Assert.Equal(1, e.Epoch));

        await RunOut(ledger);
        await second.Hold();
        await first.Hold();
        Assert.Equal((0, OutboxPartition.Count), (first.Held.Count, second.Held.Count));
        Assert.All(second.Epochs, e => Assert.Equal(2, e.Epoch));
    }

    protected async Task Leases_TakenByManyAtOnce_HaveOneOwnerEach()
    {
        await using var ledger = await Create();
        for (var round = 0; round < 5; round++)
        {
            await RunOut(ledger);
            var silos = Enumerable.Range(0, 6).Select(i => Leases(ledger, $"silo-{round}-{i}")).ToList();
            await Task.WhenAll(silos.Select(s => Task.Run(s.Hold)));
            Assert.Equal(Enumerable.Range(0, OutboxPartition.Count), silos.SelectMany(s => s.Held).Order());
        }
    }

    protected async Task Parking_OfTheSameMessage_CountsItsTriesInOneRow()
    {
        await using var ledger = await Create();
        var parked = Parked(ledger);
        await parked.Park(Message(tries: 5));
        var seen = Assert.Single(await parked.List("", 10));
        await parked.Park(Message(tries: 2) with { LastFailedAt = At.AddHours(1), Reason = "other" });

        var found = await parked.Find(seen.Id);
        Assert.Equal((7, "other", At, At.AddHours(1)), (found!.Tries, found.Reason, found.FirstFailedAt, found.LastFailedAt));
        Assert.Equal("{}"u8.ToArray(), found.Body);

        // What failed again since it was read stays.
        await parked.Remove(seen);
        Assert.NotNull(await parked.Find(seen.Id));
        await parked.Remove(found);
        Assert.Empty(await parked.List("", 10));
    }

    protected async Task Entry_Parked_IsNotInTheOutbox_UntilItIsReturned()
    {
        await using var ledger = await Create();
        var (outbox, parked) = (new Outbox(ledger.Store, ledger.Reader), Parked(ledger));
        await ledger.Store.Append([Sample.Append("inc-a", "c1", publish: true), Sample.Append("inc-b", "c1", publish: true)], default);
        var before = await outbox.Oldest(10);
        var message = Message(tries: 5) with { Consumer = ParkedMessage.Relay, Stream = "inc-a", Seq = 1 };

        await parked.ParkEntry(message);
        Assert.Equal(["inc-b"], (await outbox.Oldest(10)).Select(e => e.Stream));

        Assert.True(await parked.ReturnEntry(Assert.Single(await parked.List("", 10))));
        Assert.Equal(before, await outbox.Oldest(10));
        Assert.Empty(await parked.List("", 10));
    }

    private static Task<int> RunOut(LedgerDatabase ledger) => ledger.Store.Write(c => c.ExecuteAsync("UPDATE outbox_lease SET expires_at = 0"));

    private static OutboxLeases Leases(LedgerDatabase ledger, string owner) => new(ledger.Store, TimeProvider.System, new RelayOptions { Owner = owner });

    private static ParkedMessages Parked(LedgerDatabase ledger) => new(ledger.Store, Silos.RelayMetrics());

    private static ParkedMessage Message(int tries) => new("incidentgrains.someone", "urn:message:a:b", "{}"u8.ToArray(), "inc-a", 3, "a.reason", At, At, tries);
}
