using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Kills;

/// <summary>The server dies at any moment under load: no acknowledged command is lost, none takes effect twice.</summary>
/// <remarks>INCIDENTGRAINS_KILL_POINTS sets how often it dies.</remarks>
[Collection(RealProcesses.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Callers = 64;
    private const int IncidentCount = 40;

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Commands_KilledAtSeededPointsUnder64Callers_AreEachInTheLedgerOnce()
    {
        var seed = Seed.Print(output);
        var points = Seed.Setting("INCIDENTGRAINS_KILL_POINTS", 8);
        var random = new Random(seed);
        await using var server = await ServerProcess.Start();
        var token = server.AdminToken;
        var callers = new OutstandingCallers(seed, Callers, await OpenIncidents(server, token));
        callers.ServerIsAt(server.Grpc, token);
        var (slowest, outstanding) = (TimeSpan.Zero, 0);
        for (var point = 0; point < points; point++)
        {
            await callers.Acknowledge(atLeast: 1);
            await Task.Delay(random.Next(50, 700));
            outstanding += callers.Outstanding;
            callers.ServerIsGone();
            await server.Kill();
            await server.Restart();
            slowest = server.StartedIn > slowest ? server.StartedIn : slowest;
            callers.ServerIsAt(server.Grpc, token);
        }

        await callers.Finish();
        output.WriteLine($"{callers.Acknowledged.Count} commands, {callers.Repeats} repeats, {outstanding} outstanding at {points} kills; slowest start {slowest.TotalSeconds:0.00} s");
        Assert.True(callers.Repeats > 0, "No kill met a command under way: the test proved nothing.");
        using var clients = new Clients(server.Grpc, token);
        await EachOnce.Check(clients, callers);
        Assert.True(slowest < ReadyWithin, $"A restart took {slowest}.");
    }

    private static async Task<string[]> OpenIncidents(ServerProcess server, string token)
    {
        using var clients = new Clients(server.Grpc, token);
        var opened = await Task.WhenAll(Enumerable.Range(0, IncidentCount).Select(_ => clients.Open()));
        return [.. opened.Select(i => i.IncidentId)];
    }
}
