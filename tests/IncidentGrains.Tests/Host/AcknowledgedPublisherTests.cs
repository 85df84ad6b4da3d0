using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Host.Bus;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentGrains.Tests.Host;

/// <summary>A message is safe when everybody who consumes it has acknowledged, not when the first has.</summary>
public sealed class AcknowledgedPublisherTests
{
    [Fact]
    public async Task Publish_ToTwoConsumers_WaitsForBoth()
    {
        var slow = new TaskCompletionSource();
        await using var services = await Start(slow.Task);

        var published = Publish(services);
        await services.GetRequiredService<Steps>().Fast.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<TimeoutException>(() => published.WaitAsync(TimeSpan.FromMilliseconds(200)));
        slow.SetResult();
        await published.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Publish_ToAConsumerThatFails_FailsWithoutWaitingForTheOther()
    {
        var never = new TaskCompletionSource();
        await using var services = await Start(never.Task, fails: true);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Publish(services).WaitAsync(TimeSpan.FromSeconds(20)));
        never.SetResult();
    }

    private static Task Publish(IServiceProvider services) => services.GetRequiredService<AcknowledgedPublisher>().Publish(new Happened("inc-a", 1), CancellationToken.None);

    private static async Task<ServiceProvider> Start(Task slow, bool fails = false)
    {
        var consumers = new BusConsumers();
        var services = new ServiceCollection().AddLogging().AddSingleton(consumers).AddSingleton<AcknowledgedPublisher>()
            .AddSingleton(new Steps(new TaskCompletionSource(), slow, fails))
            .Configure<UsageTelemetryOptions>(o => o.Enabled = false)
            .AddMassTransit(bus =>
            {
                consumers.Add<Fast, Happened>(bus, "fast").Add<Slow, Happened>(bus, "slow");
                bus.AddConsumeObserver(s => s.GetRequiredService<AcknowledgedPublisher>());
                bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
            }).BuildServiceProvider();
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default);
        }

        return services;
    }

    public sealed record Happened(string Stream, long Seq) : IBusMessage;

    internal sealed record Steps(TaskCompletionSource Fast, Task Slow, bool Fails);

    internal sealed class Fast(Steps steps) : IConsumer<Happened>
    {
        public Task Consume(ConsumeContext<Happened> context)
        {
            steps.Fast.TrySetResult();
            return steps.Fails ? throw new InvalidOperationException("The consumer's fault.") : Task.CompletedTask;
        }
    }

    internal sealed class Slow(Steps steps) : IConsumer<Happened>
    {
        public Task Consume(ConsumeContext<Happened> context) => steps.Slow;
    }
}
