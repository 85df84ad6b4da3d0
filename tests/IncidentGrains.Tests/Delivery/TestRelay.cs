using System.Text;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Tests.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Delivery;

/// <summary>One silo's way from the outbox to a bus, as hurried as a test needs it.</summary>
internal sealed class TestRelay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<BackgroundService> _services;
    private readonly LedgerDatabase _ledger;

    public TestRelay(LedgerDatabase ledger, RecordingBus bus, RelayOptions? options = null, ILedgerStore? store = null)
    {
        _ledger = ledger;
        store ??= ledger.Store;
        options ??= Hurried;
        Outbox = new Outbox(store, new LedgerReader(store));
        Parked = new ParkedMessages(store, Silos.RelayMetrics());
        Delivery = new BusDelivery(new BusMessages(new EventTypes().AddIncidents()), bus, options, Silos.RelayMetrics(), NullLogger<BusDelivery>.Instance);
        var removals = new OutboxRemovals(Outbox, TimeProvider.System, NullLogger<OutboxRemovals>.Instance);
        var leases = new OutboxLeases(store, TimeProvider.System, options);
        _services =
        [
            removals,
            new OutboxSweep(Outbox, Delivery, Parked, leases, TimeProvider.System, options, NullLogger<OutboxSweep>.Instance),
            new Relay(Feed, Delivery, removals),
        ];
    }

    /// <summary>Everything in hundredths of what it is in use.</summary>
    public static RelayOptions Hurried { get; } = new()
    {
        Settle = TimeSpan.FromMilliseconds(50), Sweep = TimeSpan.FromMilliseconds(20), Lease = TimeSpan.FromSeconds(2), Deadline = TimeSpan.FromMilliseconds(500),
        Pauses = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(10), 4)],
    };

    public Outbox Outbox { get; }

    public ParkedMessages Parked { get; }

    public BusDelivery Delivery { get; }

    public OutboxFeed Feed { get; } = new();

    public async Task<TestRelay> Start()
    {
        foreach (var service in _services)
        {
            await service.StartAsync(default);
        }

        return this;
    }

    /// <summary>Appends events of which the bus is told; to the feed too, as a silo does that made them.</summary>
    public async Task Merge(bool feed, params string[] streams)
    {
        foreach (var stream in streams)
        {
            var append = Merged(stream);
            await _ledger.Store.Append([append], default);
            Assert.True(!feed || Feed.Offer(append.Events[0].Event));
        }
    }

    public async Task Until(Func<Task<bool>> condition)
    {
        using var bound = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(10, bound.Token);
        }
    }

    public Task UntilEmpty() => Until(async () => (await Outbox.Oldest(1)).Count == 0);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_services))
        {
            await service.StopAsync(default);
            service.Dispose();
        }
    }

    public static LedgerAppend Merged(string stream)
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
}
