using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>A server whose broker is not there starts, is ready, and takes commands.</summary>
[Collection(RealProcesses.Name)]
public sealed class BrokerAwayTests
{
    [Fact]
    public async Task Server_WithoutItsBroker_IsReadyAndTakesCommands_AndStopsInTime()
    {
        using var nobody = new HeldProxy(target: 1);
        await using var server = await ServerProcess.Start("--RabbitMq:Host", $"amqp://ig:hush-0815@127.0.0.1:{nobody.Port}/");
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var (from, _) = await clients.Merge();
        Assert.Equal(1, await server.Outbox());
        Assert.NotEmpty((await clients.Get(from)).MergedInto);

        using var http = new HttpClient { BaseAddress = server.Rest };
        await BusScenario.Until(async () => await http.GetStringAsync(new Uri("/healthz/ready", UriKind.Relative)) == "Degraded", "The state of the bus does not show.");
        Assert.Equal(0, await server.Terminate());
        Assert.DoesNotContain(server.Errors, e => e.Contains("hush-0815", StringComparison.Ordinal));
    }
}
