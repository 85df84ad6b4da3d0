using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>Tasks that are due at an instant, and what became of them.</summary>
internal static class Deadlines
{
    /// <summary>Creates tasks that are all due at one instant, by the true time.</summary>
    public static async Task<DateTime> Create(ClusterProcesses cluster, string incident, int count, TimeSpan dueIn)
    {
        using var clients = cluster.Client(0);
        var tasks = new RemediationService.RemediationServiceClient(clients.Invoker);
        var due = DateTime.UtcNow + dueIn;
        await Task.WhenAll(Enumerable.Range(0, count).Select(async i => await tasks.CreateTaskAsync(new CreateTaskRequest
        {
            IncidentId = incident, CommandId = Clients.NewId(), Title = $"Rotate key {i}", Priority = TaskPriority.Urgent, DueAt = Timestamp.FromDateTime(due),
        })));
        return due;
    }

    /// <summary>How many escalations are recorded.</summary>
    public static async Task<int> Escalated(ClusterProcesses cluster) =>
        int.Parse(await cluster.Postgres.Query("SELECT count(*) FROM ledger_event WHERE type = 'task.escalated.v1'"), CultureInfo.InvariantCulture);

    /// <summary>How many tasks were escalated more than once.</summary>
    public static async Task<int> EscalatedTwice(ClusterProcesses cluster) => int.Parse(
        await cluster.Postgres.Query("SELECT count(*) FROM (SELECT FROM ledger_event WHERE type = 'task.escalated.v1' GROUP BY stream HAVING count(*) > 1) e"), CultureInfo.InvariantCulture);

    /// <summary>How many escalations were recorded before their deadline, by the clock of the silo that recorded them.</summary>
    public static async Task<int> EscalatedEarly(ClusterProcesses cluster) => int.Parse(
        await cluster.Postgres.Query(
            "SELECT count(*) FROM ledger_event WHERE type = 'task.escalated.v1' AND to_timestamp(at / 1e6) < (convert_from(payload, 'UTF8')::json ->> 'dueAt')::timestamptz"), CultureInfo.InvariantCulture);
}
