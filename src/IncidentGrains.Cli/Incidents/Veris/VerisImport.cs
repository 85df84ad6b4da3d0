using Google.Rpc;
using Grpc.Core;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>Brings VERIS incidents into the record. Safe to run again: what is there is completed if it broke off, and else left untouched.</summary>
/// <param name="incidents">The server.</param>
/// <param name="call">The options of a call.</param>
/// <param name="startedAt">The server's time at the start: what was opened before was not opened by this run.</param>
internal sealed class VerisImport(IncidentsService.IncidentsServiceClient incidents, Func<CallOptions> call, DateTimeOffset startedAt)
{
    private const string ReferenceTaken = "incident.reference_taken";

    /// <summary>Sends the requests of one incident.</summary>
    /// <returns>The incident's id, and whether this run opened it.</returns>
    /// <exception cref="RpcException">The server refused or did not answer; what it has, a second run does not repeat.</exception>
    public async Task<(string IncidentId, bool IsNew)> Send(VerisOpening opening)
    {
        Incident incident;
        try
        {
            incident = await incidents.OpenIncidentAsync(opening.Open, call());
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.AlreadyExists && e.GetRpcStatus()?.GetDetail<ErrorInfo>() is { Reason: ReferenceTaken } info)
        {
            return (info.Metadata.GetValueOrDefault("incident_id", ""), false);
        }

        foreach (var fact in opening.Facts)
        {
            fact.IncidentId = incident.IncidentId;
            await incidents.RecordFactAsync(fact, call());
        }

        foreach (var entry in opening.Entries)
        {
            entry.IncidentId = incident.IncidentId;
            await incidents.AddTimelineEntryAsync(entry, call());
        }

        return (incident.IncidentId, incident.OpenedAt.ToDateTimeOffset() >= startedAt);
    }
}
