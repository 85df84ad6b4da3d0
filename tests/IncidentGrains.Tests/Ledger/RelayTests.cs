using System.Collections.Concurrent;
using System.Text;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IncidentGrains.Tests.Ledger;

/// <summary>The way from the outbox to the bus: in order, and not blocked for ever by an entry that nobody can take.</summary>
public sealed class RelayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Entry_ThatAlwaysFails_IsOvertakenAndStays()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        foreach (var stream in new[] { "inc-poison", "inc-b", "inc-c" })
        {
            await ledger.Store.Append([Merged(stream)], default);
        }

        var outbox = new Outbox(ledger.Store, ledger.Reader);
        var bus = new Bus("inc-poison");
        await Run(outbox, bus, async () => (await outbox.Oldest(10)).Count == 1);

        Assert.Equal(["inc-b", "inc-c"], bus.Published);
        Assert.Equal(ParkedEntries.MaxInARow, bus.Failures);
        Assert.Equal("inc-poison", Assert.Single(await outbox.Oldest(10)).Stream);
    }

    [Fact]
    public async Task Entry_ThatThisVersionCantRead_IsOvertaken()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        await ledger.Store.Append([Sample.Append("inc-unknown", "c1", publish: true), Merged("inc-b")], default);

        var outbox = new Outbox(ledger.Store, ledger.Reader);
        var bus = new Bus();
        await Run(outbox, bus, async () => (await outbox.Oldest(10)).Count == 1);

        Assert.Equal(["inc-b"], bus.Published);
    }

    [Fact]
    public async Task Entry_ThatFailsNowAndThen_KeepsItsPlace()
    {
        await using var ledger = LedgerDatabase.Sqlite();
        foreach (var stream in new[] { "inc-a", "inc-b" })
        {
            await ledger.Store.Append([Merged(stream)], default);
        }

        var outbox = new Outbox(ledger.Store, ledger.Reader);
        var bus = new Bus("inc-a", times: ParkedEntries.MaxInARow - 1);
        await Run(outbox, bus, async () => (await outbox.Oldest(10)).Count == 0);

        Assert.Equal(["inc-a", "inc-b"], bus.Published);
    }

    [Fact]
    public void Parking_GrowsLongerWithEachFailureAndEndsWithASuccess()
    {
        var time = new FakeTimeProvider();
        var parked = new ParkedEntries(time);
        for (var i = 1; i < ParkedEntries.MaxInARow; i++)
        {
            Assert.False(parked.Fail(7));
            Assert.False(parked.Contains(7));
        }

        foreach (var seconds in new[] { 30, 60, 120, 240, 480, 900, 900 })
        {
            Assert.True(parked.Fail(7));
            time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.True(parked.Contains(7));
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.False(parked.Contains(7));
        }

        parked.Remove(7);
        Assert.False(parked.Fail(7));
    }

    private static async Task Run(Outbox outbox, Bus bus, Func<Task<bool>> until)
    {
        var signal = new OutboxSignal();
        using var relay = new Relay(outbox, new BusMessages(new EventTypes().AddIncidents()), bus, signal, NullLogger<Relay>.Instance);
        await relay.StartAsync(default);
        using var bound = new CancellationTokenSource(Patience);
        while (!await until())
        {
            await Task.Delay(20, bound.Token);
            signal.Raise();
        }

        await relay.StopAsync(default);
    }

    private static LedgerAppend Merged(string stream)
    {
        var append = Sample.Append(stream, "c1", publish: true);
        var made = append.Events[0].Event;
        var merged = made with
        {
            Header = made.Header with { Type = "incident.merged.v1" },
            Payload = Encoding.UTF8.GetBytes("""{"into":"inc-0123456789abcdefghjkmnpqrs","reason":"The same leak"}"""),
        };
        return append with { Events = [new NewEvent(merged, Publish: true)] };
    }

    private sealed class Bus(string? failing = null, int times = int.MaxValue) : IEventPublisher
    {
        public ConcurrentQueue<string> Published { get; } = [];

        public int Failures { get; private set; }

        public Task Publish(IBusMessage message, CancellationToken cancellation)
        {
            if (message.Stream == failing && Failures < times)
            {
                Failures++;
                throw new InvalidOperationException("Nobody takes this.");
            }

            Published.Enqueue(message.Stream);
            return Task.CompletedTask;
        }
    }
}
