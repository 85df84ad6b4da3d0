using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>F5: RabbitMQ is killed and restarted under load. Commands go on; everything is published afterwards, each effect once.</summary>
/// <remarks>INCIDENTGRAINS_BROKER_KILLS sets how often it dies.</remarks>
[Collection(RealProcesses.Name)]
public sealed class BrokerOutageTests(RabbitMqNode rabbit, ITestOutputHelper output)
{
    private const int Callers = 64;

    private const int Least = 2_000;

    private static readonly string[] Published = ["incident.merged", "incident.awareness-claimed", "incident.fact-recorded"];

    [SkippableByTool("rabbitmq-server")]
    public async Task BrokerKilledUnderLoad_DelaysEffects_AndNeverACommand()
    {
        var (seed, kills) = (Seed.Print(output), Seed.Setting("INCIDENTGRAINS_BROKER_KILLS", 1));
        var random = new Random(seed);
        await using var listener = await rabbit.Listen(Published);
        await using var server = await ServerProcess.Start(rabbit.Settings());
        var clients = new Clients(server.Grpc, server.AdminToken);
        var incidents = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => clients.Open()));
        var targets = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => clients.Open()));

        var latencies = new ConcurrentBag<TimeSpan>();
        var finish = new TaskCompletionSource();
        var callers = Enumerable.Range(0, Callers).Select(n => Task.Run(() => Call(clients, [.. incidents.Select(i => i.IncidentId)], new Random(seed + n), latencies, finish.Task))).ToArray();
        var merges = new List<(string From, string Into)>();
        for (var kill = 0; kill < kills; kill++)
        {
            await Done(latencies.Count + random.Next(100, 1_000));
            await rabbit.Kill();
            var before = latencies.Count;

            // Under load without a broker: these merges reach their targets only once it is back.
            for (var i = 0; i < 5; i++)
            {
                merges.Add(await clients.Merge(targets[random.Next(targets.Length)].IncidentId));
            }

            await Done(before + 500);
            await rabbit.Start();
        }

        await Done(Math.Max(Least, latencies.Count + 200));
        finish.SetResult();
        await Task.WhenAll(callers);

        var recovery = Stopwatch.StartNew();
        await BusScenario.Until(async () => await server.Outbox() == 0, "The outbox does not empty.");
        foreach (var (from, into) in merges)
        {
            await clients.UntilAbsorbed(from, into);
        }

        var recorded = (await server.Events([.. Published.Select(p => p + ".v1")])).ToHashSet();
        await BusScenario.Until(
            () => Task.FromResult(listener.Received.Select(m => (m.Seq, m.Stream)).ToHashSet().IsSupersetOf(recorded)), "Not everything was published.");
        var sorted = latencies.Order().ToList();
        var (p99, worst) = (sorted[(int)(sorted.Count * 0.99)], sorted[^1]);
        output.WriteLine(
            $"{kills} kills, {sorted.Count} commands, p99 {p99.TotalMilliseconds:0} ms, worst {worst.TotalMilliseconds:0} ms; {recorded.Count} events told in {listener.Received.Count} messages, the last {recovery.Elapsed.TotalSeconds:0.0} s after the load");
        Assert.Equal(merges.Select(m => m.Into).Order(StringComparer.Ordinal), (await server.Events("incident.absorbed.v1")).Select(a => a.Text).Order(StringComparer.Ordinal));
        Assert.Empty((await clients.Bus.ListParkedMessagesAsync(new ListParkedMessagesRequest())).Messages);
        Assert.True(p99 < TimeSpan.FromSeconds(2), $"p99 {p99}");
        clients.Dispose();

        Task Done(int commands) => BusScenario.Until(() => Task.FromResult(latencies.Count >= commands || Array.Exists(callers, c => c.IsFaulted)), "Commands do not go on.");
    }

    // A command that fails ends its caller, and the test with it.
    private static async Task Call(Clients clients, string[] incidents, Random random, ConcurrentBag<TimeSpan> latencies, Task finish)
    {
        while (!finish.IsCompleted)
        {
            var (incident, began) = (incidents[random.Next(incidents.Length)], Stopwatch.GetTimestamp());
            switch (random.Next(6))
            {
                case 0:
                    await clients.Incidents.ClaimAwarenessAsync(new ClaimAwarenessRequest
                    {
                        IncidentId = incident, CommandId = Clients.NewId(), AssertedBy = "controller", AwareAt = Timestamp.FromDateTime(new DateTime(2025, 11, 18, 0, 0, 0, DateTimeKind.Utc)),
                    });
                    break;
                case 1:
                    await clients.Incidents.RecordFactAsync(new RecordFactRequest { IncidentId = incident, CommandId = Clients.NewId(), Kind = FactKind.Containment, Text = "Contained in part" });
                    break;
                default:
                    await clients.AddEntry(incident, "An entry");
                    break;
            }

            latencies.Add(Stopwatch.GetElapsedTime(began));

            // A steady load, not the machine's limit: what is tested is that it goes on.
            await Task.Delay(random.Next(100, 200));
        }
    }
}
