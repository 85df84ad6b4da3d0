using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.SystemTests.Clusters;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>Reports to the Korean network authority that are all due at one instant, and what became of them.</summary>
internal static class ObligationDeadlines
{
    private const string AtTheDeadline = "type = 'obligation.escalated.v1' AND convert_from(payload, 'UTF8')::json ->> 'before' = '00:00:00' AND convert_from(payload, 'UTF8')::json ->> 'obligationId' = 'KR-NET'";

    /// <summary>Opens incidents that were noticed 24 hours before that instant, by the true time.</summary>
    public static async Task<DateTime> Open(ClusterProcesses cluster, int count, TimeSpan dueIn)
    {
        using var clients = cluster.Client(0);
        var obligations = new RegulatorsService.RegulatorsServiceClient(clients.Invoker);
        var due = DateTime.UtcNow + dueIn;
        await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            var incident = await clients.Incidents.OpenIncidentAsync(new OpenIncidentRequest
            {
                CommandId = Clients.NewId(), Title = $"Intrusion {i}",
                AwarenessClaims = { new NewAwarenessClaim { AwareAt = Timestamp.FromDateTime(due.AddHours(-24)), AssertedBy = "controller", Basis = "Alert" } },
            });
            await obligations.RecordRegulatoryFactsAsync(new RecordRegulatoryFactsRequest
            {
                IncidentId = incident.IncidentId, CommandId = Clients.NewId(),
                Facts = new RegulatoryFacts { TimeZone = "Asia/Seoul", Roles = { "icsp" }, Cause = IncidentCause.ExternalIntrusion },
            });
        }));
        return due;
    }

    /// <summary>How many were escalated at their deadline.</summary>
    public static Task<int> Escalated(ClusterProcesses cluster) => Count(cluster, $"SELECT count(*) FROM ledger_event WHERE {AtTheDeadline}");

    /// <summary>How many of them more than once.</summary>
    public static Task<int> EscalatedTwice(ClusterProcesses cluster) => Count(
        cluster, $"SELECT count(*) FROM (SELECT FROM ledger_event WHERE {AtTheDeadline} GROUP BY stream HAVING count(*) > 1) e");

    /// <summary>How many before their deadline, by the clock of the silo that recorded them.</summary>
    public static Task<int> EscalatedEarly(ClusterProcesses cluster) => Count(
        cluster, $"SELECT count(*) FROM ledger_event WHERE {AtTheDeadline} AND to_timestamp(at / 1e6) < (convert_from(payload, 'UTF8')::json ->> 'deadline')::timestamptz");

    /// <summary>How many the board shows as overdue.</summary>
    public static async Task<long> Overdue(ClusterProcesses cluster)
    {
        using var clients = cluster.Client(1);
        return (await new RegulatorsService.RegulatorsServiceClient(clients.Invoker)
            .ListClocksAsync(new ListClocksRequest { Filter = "rule = KR-NET AND status = OVERDUE", PageSize = 10 })).TotalSize;
    }

    private static async Task<int> Count(ClusterProcesses cluster, string sql) => int.Parse(await cluster.Postgres.Query(sql), CultureInfo.InvariantCulture);
}
