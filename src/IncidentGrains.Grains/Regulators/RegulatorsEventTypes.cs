using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators;

/// <summary>The stored names of obligations' events. A name is never reused for another shape.</summary>
internal static class RegulatorsEventTypes
{
    public static EventTypes AddRegulators(this EventTypes types)
    {
        var json = new RegulatorsJson(EventTypes.Readable(RegulatorsJson.Default.Options));
        return types
            .Add("regulatory.facts-recorded.v1", json.RegulatoryFactsRecorded)
            .Add("obligations.assessed.v1", json.ObligationsAssessed, publish: true)
            .Add("obligation.met.v1", json.ObligationMet, publish: true)
            .Add("obligation.waiver-requested.v1", json.WaiverRequested)
            .Add("obligation.waiver-approved.v1", json.WaiverApproved)
            .Add("obligation.waiver-declined.v1", json.WaiverDeclined)
            .Add("obligation.assigned.v1", json.ObligationAssigned)
            .Add("obligation.escalated.v1", json.ObligationEscalated, publish: true);
    }
}
