using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Cohorts.Changes;
using IncidentGrains.Grains.Cohorts.Imports;
using IncidentGrains.Grains.Cohorts.Lookups;
using IncidentGrains.Grains.Cohorts.Reading;
using IncidentGrains.Grains.Cohorts.Jobs;
using IncidentGrains.Grains.Cohorts.Storage;

namespace IncidentGrains.Host.Cohorts;

/// <summary>What moves and reads rows on this silo, around the grains.</summary>
internal sealed record CohortData(
    ImportIntake Intake, ImportTargets Targets, RegistryStore Store, RegistryClaims Claims, Registries Registries, LookupDesk Lookups, PersonChanges Changes,
    SegmentRewrite Rewrite, IncidentVault Vault) : IDisposable
{
    /// <summary>The places for chunks on their way.</summary>
    public SemaphoreSlim Places { get; } = new(UploadLimits.PerSilo);

    public void Dispose() => Places.Dispose();
}
