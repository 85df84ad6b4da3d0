using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;
using Xunit.Abstractions;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>F14: silos die at the instants at which tasks are due; each deadline is escalated once all the same, within 60 s of recovery (I7).</summary>
[Collection(RealProcesses.Name)]
public sealed class DeadlineTests(ITestOutputHelper output)
{
    private const int TasksADeadline = 24;

    private static readonly TimeSpan EscalatedWithin = TimeSpan.FromSeconds(60);

    [ClusterFact]
    public async Task Deadlines_AtWhichSilosDie_AreEachEscalatedOnceWithinAMinuteOfRecovery()
    {
        await using var cluster = await ClusterProcesses.Start(2);
        var run = await FaultRun.Start(output, cluster);
        var slowest = TimeSpan.Zero;
        for (var point = 0; point < FaultRun.Points(2); point++)
        {
            // In turn: the silo that has claimed the clocks (or is about to), and both.
            var victims = point % 2 == 0 ? [cluster.Silos[point / 2 % 2]] : cluster.Silos.ToArray();
            var due = await CreateTasks(cluster, run.Callers.IncidentIds[point]);
            await run.Strike(async () =>
            {
                if (DateTime.UtcNow < due)
                {
                    await Task.Delay(due - DateTime.UtcNow);
                }

                await Task.WhenAll(victims.Select(s => s.Kill()));
            });
            await Task.WhenAll(victims.Select(s => s.Restart()));
            var recovery = Stopwatch.StartNew();
            while (await Escalated(cluster) < (point + 1) * TasksADeadline)
            {
                Assert.True(recovery.Elapsed < EscalatedWithin, $"{await Escalated(cluster)} of {(point + 1) * TasksADeadline} deadlines were escalated {recovery.Elapsed} after the recovery.");
            }

            slowest = recovery.Elapsed > slowest ? recovery.Elapsed : slowest;
            await run.Served();
        }

        await run.Finish();
        output.WriteLine($"{await Escalated(cluster)} deadlines escalated, the last {slowest.TotalSeconds:0.0} s after the recovery");
        Assert.Equal("0", await cluster.Postgres.Query(TwiceOrEarly));
        Assert.Equal((long)FaultRun.Points(2) * TasksADeadline, await Escalated(cluster));
    }

    // Each deadline has one escalation, recorded no earlier than it was due.
    private const string TwiceOrEarly =
        """
        SELECT count(*) FROM (
          SELECT stream, count(*) AS times, min(at / 1e6 - extract(epoch FROM (convert_from(payload, 'UTF8')::json ->> 'dueAt')::timestamptz)) AS after
          FROM ledger_event WHERE type = 'task.escalated.v1' GROUP BY stream) e
        WHERE times <> 1 OR after < 0
        """;

    private static async Task<long> Escalated(ClusterProcesses cluster) =>
        long.Parse(await cluster.Postgres.Query("SELECT count(*) FROM ledger_event WHERE type = 'task.escalated.v1'"), CultureInfo.InvariantCulture);

    private static async Task<DateTime> CreateTasks(ClusterProcesses cluster, string incident)
    {
        using var clients = cluster.Client(0);
        var tasks = new RemediationService.RemediationServiceClient(clients.Invoker);
        var due = DateTime.UtcNow + TimeSpan.FromSeconds(6);
        await Task.WhenAll(Enumerable.Range(0, TasksADeadline).Select(async i => await tasks.CreateTaskAsync(new CreateTaskRequest
        {
            IncidentId = incident, CommandId = Clients.NewId(), Title = $"Rotate key {i}", Priority = TaskPriority.Urgent, DueAt = Timestamp.FromDateTime(due),
        })));
        return due;
    }
}
