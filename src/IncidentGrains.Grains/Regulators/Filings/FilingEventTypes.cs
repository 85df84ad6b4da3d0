using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>The stored names of filings' events. A name is never reused for another shape.</summary>
internal static class FilingEventTypes
{
    public static EventTypes AddFilings(this EventTypes types)
    {
        var json = new FilingJson(EventTypes.Readable(FilingJson.Default.Options));
        return types
            .Add("filing.drafted.v1", json.FilingDrafted)
            .Add("filing.fields-updated.v1", json.FilingFieldsUpdated)
            .Add("filing.refreshed.v1", json.FilingRefreshed)
            .Add("filing.submitted.v1", json.FilingSubmitted)
            .Add("filing.returned.v1", json.FilingReturned)
            .Add("filing.approved.v1", json.FilingApproved)
            .Add("filing.filed.v1", json.FilingFiled)
            .Add("filing.obligation-reported.v1", json.FilingObligationReported, publish: true)
            .Add("filing.sent-back.v1", json.FilingSentBack, publish: true)
            .Add("filing.version-started.v1", json.FilingVersionStarted)
            .Add("filing.finalised.v1", json.FilingFinalised)
            .Add("filing.withdrawn.v1", json.FilingWithdrawn)
            .Add("filing.exported.v1", json.FilingExported)
            .Add("filing.demand-escalated.v1", json.FilingDemandEscalated, publish: true);
    }
}
