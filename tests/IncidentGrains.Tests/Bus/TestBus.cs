using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger.Delivery;
using IncidentGrains.Grains.Ledger.Storage;
using IncidentGrains.Host.Bus;
using IncidentGrains.Tests.Host;
using IncidentGrains.Tests.Ledger;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentGrains.Tests.Bus;

/// <summary>The server's bus in memory, with two consumers that do what a test tells them.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    public const string FirstQueue = "incidentgrains.first";

    private readonly ServiceProvider _services;

    private TestBus(ServiceProvider services) => _services = services;

    public AcknowledgedPublisher Publisher => _services.GetRequiredService<AcknowledgedPublisher>();

    public ParkedMessages Parked => _services.GetRequiredService<ParkedMessages>();

    public BusReplay Replay => _services.GetRequiredService<BusReplay>();

    public IBus Bus => _services.GetRequiredService<IBus>();

    public static async Task<TestBus> Start(ILedgerStore store, Func<IncidentMergedMessage, Task> first, Func<IncidentMergedMessage, Task>? second = null, CancellationToken stopping = default)
    {
        var consumers = new BusConsumers();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(consumers)
            .AddSingleton(new First.Does(first)).AddSingleton(new Second.Does(second ?? (_ => Task.CompletedTask)))
            .AddSingleton(new ParkedMessages(store, Silos.RelayMetrics())).AddSingleton<BusReplay>()
            .AddSingleton(AbsorbOnIncidentMergedTests.Fake.Of<IHostApplicationLifetime>((_, _) => stopping))
            .Configure<UsageTelemetryOptions>(o => o.Enabled = false)
            .AddMassTransit(bus =>
            {
                consumers.Add<First, IncidentMergedMessage>(bus, "first").Add<Second, IncidentMergedMessage>(bus, "second");
                bus.ParkFaults();
                bus.AddInMemory();
            }).BuildServiceProvider();
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default);
        }

        return new TestBus(services);
    }

    public Task Publish(string stream = "inc-a", long seq = 1, CancellationToken cancellation = default) =>
        Publisher.Publish(new IncidentMergedMessage(stream, seq, "inc-b"), cancellation).WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(default);
        }

        await _services.DisposeAsync();
    }

    internal sealed class First(First.Does does) : IConsumer<IncidentMergedMessage>
    {
        public Task Consume(ConsumeContext<IncidentMergedMessage> context) => does.Action(context.Message);

        internal sealed record Does(Func<IncidentMergedMessage, Task> Action);
    }

    internal sealed class Second(Second.Does does) : IConsumer<IncidentMergedMessage>
    {
        public Task Consume(ConsumeContext<IncidentMergedMessage> context) => does.Action(context.Message);

        internal sealed record Does(Func<IncidentMergedMessage, Task> Action);
    }
}
