using Grpc.Core;
using IncidentGrains.Registry.Synthetic;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cohorts;

/// <summary>People imported through one silo are answered for by another; a silo that dies costs retries, never a wrong answer.</summary>
[Collection(RealProcesses.Name)]
public sealed class TwoSiloTests
{
    private static readonly SyntheticFile File = new() { Rows = 20_000, Seed = 23, Duplicates = 0.03, Categories = ["name", "email"] };

    [ClusterFact]
    public async Task Import_ThroughOneSilo_IsAnsweredByTheOther_AlsoWhenTheFirstDiesMeanwhile()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        using var first = cluster.Client(0);
        using var second = cluster.Client(1);
        var cohorts = await CohortClient.Open(first);
        var import = await cohorts.Import("members", File, rowsPerChunk: 4_000);
        Assert.Equal(new SyntheticTruth(File).Files[0].Counts.Members, import.Result.Members);

        var other = new CohortClient(second, cohorts.IncidentId);
        Assert.Equal(import.Result.Members, await other.Count());
        var session = await other.OpenLookup();
        var ids = CohortTests.Rows(File).Select(r => r[0]).Where(id => id.Length > 0).Take(2_000).Chunk(20).ToArray();
        var (answered, retries) = (0, 0);
        foreach (var (index, some) in ids.Index())
        {
            if (index == 30)
            {
                await cluster.Silos[0].Kill();
            }

            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (true)
            {
                try
                {
                    var answers = await other.LookUp(session.SessionId, [.. some.Select(CohortClient.MemberId), .. some.Select(id => CohortClient.MemberId(id + "x"))]);
                    Assert.All(answers.Answers.Take(some.Length), a => Assert.Equal((Affected.Yes, 1UL), (a.Affected, a.Cohorts)));
                    Assert.All(answers.Answers.Skip(some.Length), a => Assert.Equal(Affected.No, a.Affected));
                    answered++;
                    break;
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
                {
                    retries++;
                    await Task.Delay(100, bound.Token);
                }
            }
        }

        Assert.Equal(ids.Length, answered);

        await Available(other);

        // What the dead silo had taken of an import goes on at the other.
        var later = await other.Import("later", File with { First = 50_000, Rows = 3_000 });
        Assert.Equal(ImportState.Sealed, later.State);
    }

    // Until the others have given the dead silo up, what it held is not to be had.
    private static async Task Available(CohortClient cohorts)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await cohorts.Api.GetRegistryAsync(new GetRegistryRequest { IncidentId = cohorts.IncidentId });
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(200, bound.Token);
            }
        }
    }
}
