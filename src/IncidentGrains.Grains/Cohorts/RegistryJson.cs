using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>JSON of registries' events, commands (for their digest), mappings and snapshots, generated at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegistryOpened))]
[JsonSerializable(typeof(CohortDefined))]
[JsonSerializable(typeof(ImportBegun))]
[JsonSerializable(typeof(ImportCancelled))]
[JsonSerializable(typeof(SealingBegun))]
[JsonSerializable(typeof(CohortSealed))]
[JsonSerializable(typeof(SealingFailed))]
[JsonSerializable(typeof(CohortWithdrawn))]
[JsonSerializable(typeof(LookupOpened))]
[JsonSerializable(typeof(LookupsMade))]
[JsonSerializable(typeof(LookupClosed))]
[JsonSerializable(typeof(ChangeRequested))]
[JsonSerializable(typeof(ChangeApproved))]
[JsonSerializable(typeof(ChangeDeclined))]
[JsonSerializable(typeof(ChangeExecuted))]
[JsonSerializable(typeof(DefineCohort))]
[JsonSerializable(typeof(WithdrawCohort))]
[JsonSerializable(typeof(BeginImport))]
[JsonSerializable(typeof(CancelImport))]
[JsonSerializable(typeof(BeginSealing))]
[JsonSerializable(typeof(CompleteSealing))]
[JsonSerializable(typeof(FailSealing))]
[JsonSerializable(typeof(OpenLookup))]
[JsonSerializable(typeof(CloseLookup))]
[JsonSerializable(typeof(RecordLookups))]
[JsonSerializable(typeof(RequestChange))]
[JsonSerializable(typeof(ApproveChange))]
[JsonSerializable(typeof(DeclineChange))]
[JsonSerializable(typeof(CompleteChange))]
[JsonSerializable(typeof(ImportMapping))]
[JsonSerializable(typeof(Snapshot<RegistryState>))]
internal sealed partial class RegistryJson : JsonSerializerContext;
