using System.Diagnostics;
using Grpc.Core;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F3: PostgreSQL is stopped at once under load, and comes back.</summary>
[Collection(RealProcesses.Name)]
public sealed class PostgresStoppedTests(ITestOutputHelper output)
{
    private static readonly TimeSpan RecoversWithin = TimeSpan.FromSeconds(10);

    [ClusterFact]
    public async Task Postgres_StoppedImmediatelyUnderLoad_IsUsedAgainWithinTenSecondsByTheSameProcesses()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        var processes = cluster.Silos.Select(s => s.Id).ToArray();
        var run = await FaultRun.Start(output, cluster);
        for (var point = 0; point < FaultRun.Points(2); point++)
        {
            await run.Strike(cluster.Postgres.StopImmediately);
            await Task.Delay(run.Random.Next(1000, 3000));
            await cluster.Postgres.Restart();
            var began = Stopwatch.StartNew();
            await Task.WhenAll([run.Served(), .. cluster.Silos.Select((_, i) => Reads(cluster, i))]);
            output.WriteLine($"served again after {began.Elapsed.TotalSeconds:0.0} s");
            Assert.True(began.Elapsed < RecoversWithin, $"The silos used PostgreSQL again only after {began.Elapsed}.");
        }

        await run.Finish();
        Assert.Equal(processes, cluster.Silos.Select(s => s.Id));
        Assert.Equal(2, await cluster.Members(status: 3));
        Assert.Contains(StatusCode.Unavailable, run.Callers.Failures.Keys);
        Assert.Empty(run.Callers.Failures.Keys.Except([StatusCode.Unavailable, StatusCode.ResourceExhausted]));
    }

    // A list is read from the database by the silo that is asked.
    private static async Task Reads(ClusterProcesses cluster, int silo)
    {
        using var clients = cluster.Client(silo);
        for (var began = Stopwatch.StartNew(); ;)
        {
            try
            {
                await clients.Incidents.ListIncidentsAsync(new ListIncidentsRequest { PageSize = 1 });
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && began.Elapsed < RecoversWithin)
            {
                await Task.Yield();
            }
        }
    }
}
