using System.Diagnostics;
using Grpc.Core;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F2: every silo dies at once, again and again.</summary>
[Collection(RealProcesses.Name)]
public sealed class AllSilosKilledTests(ITestOutputHelper output)
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    [ClusterFact]
    public async Task AllSilos_KilledUnderLoad_RecordWhatARunWithoutFaultsRecords()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        var run = await FaultRun.Start(output, cluster, ownIncident: true);
        for (var point = 0; point < FaultRun.Points(2); point++)
        {
            await run.Strike(() => Task.WhenAll(cluster.Silos.Select(s => s.Kill())));
            run.Callers.ServerIsGone();
            var began = Stopwatch.StartNew();
            await Task.WhenAll(cluster.Silos.Select(s => s.Restart()));
            await Task.WhenAll(run.Callers.IncidentIds.Select((id, i) => Answers(cluster, i % cluster.Silos.Count, id)));
            output.WriteLine($"every incident answers {began.Elapsed.TotalSeconds:0.0} s after the restart");
            Assert.True(began.Elapsed < AnswersWithin, $"The incidents answered only {began.Elapsed} after the restart.");
            run.Callers.ServersAreAt(cluster.Addresses, cluster.AdminToken);
        }

        await run.Finish();
        Assert.True(run.Callers.Repeats > 0, "No kill met a command under way: the test proved nothing.");

        await using var calm = await ClusterProcesses.Start(1);
        await FaultRun.Undisturbed(calm, run.Seed, run.Callers.Sent);
        Assert.Equal(await LedgerCheck.Content(calm.Postgres), await LedgerCheck.Content(cluster.Postgres));
    }

    private static async Task Answers(ClusterProcesses cluster, int silo, string id)
    {
        using var clients = cluster.Client(silo);
        for (var began = Stopwatch.StartNew(); ;)
        {
            try
            {
                await clients.Get(id);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && began.Elapsed < AnswersWithin)
            {
                // As the error says: retry.
                await Task.Yield();
            }
        }
    }
}
