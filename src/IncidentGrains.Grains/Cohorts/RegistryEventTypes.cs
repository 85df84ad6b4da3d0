using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>The stored names of registries' events. A name is never reused for another shape.</summary>
internal static class RegistryEventTypes
{
    public static EventTypes AddCohorts(this EventTypes types)
    {
        var json = new RegistryJson(EventTypes.Readable(RegistryJson.Default.Options));
        return types
            .Add("registry.opened.v1", json.RegistryOpened)
            .Add("registry.cohort-defined.v1", json.CohortDefined)
            .Add("registry.import-begun.v1", json.ImportBegun)
            .Add("registry.import-cancelled.v1", json.ImportCancelled)
            .Add("registry.sealing-begun.v1", json.SealingBegun)
            .Add("registry.cohort-sealed.v1", json.CohortSealed, publish: true)
            .Add("registry.sealing-failed.v1", json.SealingFailed)
            .Add("registry.cohort-withdrawn.v1", json.CohortWithdrawn, publish: true)
            .Add("registry.lookup-opened.v1", json.LookupOpened)
            .Add("registry.lookups-made.v1", json.LookupsMade)
            .Add("registry.lookup-closed.v1", json.LookupClosed)
            .Add("registry.change-requested.v1", json.ChangeRequested)
            .Add("registry.change-approved.v1", json.ChangeApproved)
            .Add("registry.change-declined.v1", json.ChangeDeclined)
            .Add("registry.change-executed.v1", json.ChangeExecuted);
    }
}
