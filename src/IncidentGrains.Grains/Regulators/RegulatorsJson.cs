using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators;

/// <summary>JSON of obligations' events, commands (for their digest) and snapshots, generated at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RegulatoryFactsRecorded))]
[JsonSerializable(typeof(ObligationsAssessed))]
[JsonSerializable(typeof(ObligationMet))]
[JsonSerializable(typeof(WaiverRequested))]
[JsonSerializable(typeof(WaiverApproved))]
[JsonSerializable(typeof(WaiverDeclined))]
[JsonSerializable(typeof(ObligationAssigned))]
[JsonSerializable(typeof(ObligationEscalated))]
[JsonSerializable(typeof(RecordRegulatoryFacts))]
[JsonSerializable(typeof(AssessObligations))]
[JsonSerializable(typeof(MarkObligationMet))]
[JsonSerializable(typeof(RequestWaiver))]
[JsonSerializable(typeof(ApproveWaiver))]
[JsonSerializable(typeof(DeclineWaiver))]
[JsonSerializable(typeof(AssignObligation))]
[JsonSerializable(typeof(EscalateObligations))]
[JsonSerializable(typeof(Snapshot<ObligationsState>))]
internal sealed partial class RegulatorsJson : JsonSerializerContext;
