using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>JSON of filings' events, commands (for their digest) and snapshots, generated at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(FilingDrafted))]
[JsonSerializable(typeof(FilingFieldsUpdated))]
[JsonSerializable(typeof(FilingRefreshed))]
[JsonSerializable(typeof(FilingSubmitted))]
[JsonSerializable(typeof(FilingReturned))]
[JsonSerializable(typeof(FilingApproved))]
[JsonSerializable(typeof(FilingFiled))]
[JsonSerializable(typeof(FilingObligationReported))]
[JsonSerializable(typeof(FilingSentBack))]
[JsonSerializable(typeof(FilingVersionStarted))]
[JsonSerializable(typeof(FilingFinalised))]
[JsonSerializable(typeof(FilingWithdrawn))]
[JsonSerializable(typeof(FilingExported))]
[JsonSerializable(typeof(FilingDemandEscalated))]
[JsonSerializable(typeof(DraftFiling))]
[JsonSerializable(typeof(UpdateFilingFields))]
[JsonSerializable(typeof(RefreshFiling))]
[JsonSerializable(typeof(SubmitFilingForReview))]
[JsonSerializable(typeof(ReturnFilingToDraft))]
[JsonSerializable(typeof(ApproveFiling))]
[JsonSerializable(typeof(RecordFilingFiled))]
[JsonSerializable(typeof(RecordFilingSentBack))]
[JsonSerializable(typeof(StartFilingVersion))]
[JsonSerializable(typeof(MarkFilingFinal))]
[JsonSerializable(typeof(WithdrawFiling))]
[JsonSerializable(typeof(RecordFilingExported))]
[JsonSerializable(typeof(EscalateFilingDemands))]
[JsonSerializable(typeof(Snapshot<FilingState>))]
internal sealed partial class FilingJson : JsonSerializerContext;
