using Grpc.Core;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F4: the connection is cut after PostgreSQL committed and before the silo learns of it.</summary>
[Collection(RealProcesses.Name)]
public sealed class LostAnswerTests(ITestOutputHelper output)
{
    private const int LostAnswers = 12;

    // As PostgreSQL's protocol ends a commit: the tag of the message CommandComplete.
    private static readonly byte[] Committed = [.. "COMMIT\0"u8];

    [ClusterFact]
    public async Task Commit_WhoseAnswerIsLost_TakesEffectOnce()
    {
        var wires = new List<CutProxy>();
        try
        {
            await using var cluster = await ClusterProcesses.Start(2, (postgres, _) =>
            {
                wires.Add(CutProxy.To(postgres.Port));
                return new SiloStart([], ["--Postgres:Connection", postgres.ConnectionStringAt(wires[^1].Port)]);
            });
            var run = await FaultRun.Start(output, cluster);
            for (var point = 0; point < FaultRun.Points(LostAnswers); point++)
            {
                var wire = wires[point % wires.Count];
                var lost = wire.Lost;
                await run.Strike(() =>
                {
                    wire.LoseAnswerWith(Committed);
                    return Task.CompletedTask;
                });
                while (wire.Lost == lost)
                {
                    await run.Callers.Acknowledge(atLeast: 1);
                }
            }

            await run.Finish();
            Assert.Equal(FaultRun.Points(LostAnswers), wires.Sum(w => w.Lost));
            Assert.Empty(run.Callers.Failures.Keys.Except([StatusCode.Unavailable]));
        }
        finally
        {
            foreach (var wire in wires)
            {
                await wire.DisposeAsync();
            }
        }
    }
}
