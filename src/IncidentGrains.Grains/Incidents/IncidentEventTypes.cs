using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

/// <summary>The stored names of incidents' events. A name is never reused for another shape.</summary>
internal static class IncidentEventTypes
{
    /// <summary>The stored name of <see cref="Contracts.Incidents.PlaybookApplied"/>.</summary>
    public const string PlaybookApplied = "incident.playbook-applied.v1";

    public static EventTypes AddIncidents(this EventTypes types)
    {
        var json = new IncidentJson(EventTypes.Readable(IncidentJson.Default.Options));
        return types
            .Add("incident.opened.v1", json.IncidentOpened)
            .Add("incident.fact-recorded.v1", json.FactRecorded, publish: true)
            .Add("incident.fact-corrected.v1", json.FactCorrected, publish: true)
            .Add("incident.awareness-claimed.v1", json.AwarenessClaimed, publish: true)
            .Add("incident.triaged.v1", json.IncidentTriaged)
            .Add("incident.confirmed.v1", json.IncidentConfirmed, publish: true)
            .Add("incident.contained.v1", json.IncidentContained, publish: true)
            .Add("incident.remediation-begun.v1", json.RemediationBegun, publish: true)
            .Add("incident.closed.v1", json.IncidentClosed, publish: true)
            .Add("incident.reopened.v1", json.IncidentReopened, publish: true)
            .Add("incident.linked.v1", json.IncidentLinked)
            .Add("incident.unlinked.v1", json.IncidentUnlinked)
            .Add("incident.merged.v1", json.IncidentMerged, publish: true)
            .Add("incident.absorbed.v1", json.IncidentAbsorbed)
            .Add("incident.role-assigned.v1", json.RoleAssigned)
            .Add("incident.role-unassigned.v1", json.RoleUnassigned)
            .Add("incident.restricted.v1", json.IncidentRestricted)
            .Add("incident.restriction-lifted.v1", json.RestrictionLifted)
            .Add("incident.timeline-entry-added.v1", json.TimelineEntryAdded)
            .Add("incident.redaction-requested.v1", json.RedactionRequested)
            .Add("incident.redaction-approved.v1", json.RedactionApproved)
            .Add("incident.redaction-declined.v1", json.RedactionDeclined)
            .Add("incident.task-dependency-added.v1", json.TaskDependencyAdded)
            .Add("incident.task-dependency-removed.v1", json.TaskDependencyRemoved)
            .Add(PlaybookApplied, json.PlaybookApplied, publish: true);
    }
}
