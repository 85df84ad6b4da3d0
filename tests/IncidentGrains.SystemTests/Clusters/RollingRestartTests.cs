using IncidentGrains.SystemTests.Cli;
using IncidentGrains.SystemTests.Hosting;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Clusters;

/// <summary>Silos are restarted one after the other under load, and no caller notices.</summary>
[Collection(RealProcesses.Name)]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    private const int Callers = 32;

    // Callers that never pause would keep the machine from starting silos.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    [ClusterFact]
    public async Task Silos_RestartedInTurnUnderLoad_FailNotOneCall()
    {
        await using var cluster = await ClusterProcesses.Start(3, "--Cluster:Drain", "2");
        using var clients = AnySilo.Of(cluster);
        var opened = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => clients.Open()));
        string[] ids = [.. opened.Select(i => i.IncidentId)];
        using var done = new CancellationTokenSource();
        var callers = ids.Select(id => Task.Run(() => Call(cluster, id, done.Token))).ToArray();
        var operators = Task.Run(() => Operate(cluster, ids[0], done.Token));
        foreach (var silo in cluster.Silos)
        {
            Assert.Equal(0, await silo.Terminate());
            await silo.Restart();
        }

        await done.CancelAsync();
        var acknowledged = await Task.WhenAll(callers);
        output.WriteLine($"{acknowledged.Sum()} calls and {await operators} runs of incidentctl, none failed");
        for (var i = 0; i < ids.Length; i++)
        {
            Assert.Equal(acknowledged[i] / 2, (await clients.Get(ids[i])).TimelineEntryCount);
        }
    }

    [ClusterFact]
    public async Task Silo_ToldToStop_SaysSoAtOnceAndServesOnUntilTheDrainIsOver()
    {
        await using var cluster = await ClusterProcesses.Start(2, "--Cluster:Drain", "600");
        using var clients = cluster.Client(0);
        using var http = new HttpClient();
        var ready = new Uri(cluster.Silos[0].Rest, "healthz/ready");
        Assert.Equal("Healthy", await http.GetStringAsync(ready));
        using var watch = RawCalls.WatchHealth(clients.Invoker);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal([0x08, 0x01], watch.ResponseStream.Current);

        await cluster.Silos[0].Signal("TERM");
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal([0x08, 0x02], watch.ResponseStream.Current);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await http.GetAsync(ready)).StatusCode);
        await clients.Open("Served while it drains");

        // Who is in a hurry says so a second time.
        Assert.Equal(0, await cluster.Silos[0].Terminate());
    }

    private static async Task<int> Call(ClusterProcesses cluster, string id, CancellationToken done)
    {
        using var clients = AnySilo.Of(cluster);
        using var pace = new PeriodicTimer(Pace);
        var calls = 0;
        while (!done.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            await clients.AddEntry(id, "An entry");
            await clients.Get(id);
            calls += 2;
        }

        return calls;
    }

    private static async Task<int> Operate(ClusterProcesses cluster, string id, CancellationToken done)
    {
        var (runs, incidentctl) = (0, new Incidentctl(string.Join(',', cluster.Addresses), cluster.AdminToken));
        while (!done.IsCancellationRequested)
        {
            await incidentctl.Run(0, "incident", "get", id);
            runs++;
        }

        return runs;
    }
}
