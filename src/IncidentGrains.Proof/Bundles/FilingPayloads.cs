using System.Text.Json.Serialization;

namespace IncidentGrains.Proof.Bundles;

// What a filing's events hold, as the ledger stores them. An unknown or lacking member is refused: a verifier must not guess what a newer
// server meant. A test holds these against the server's own.

internal sealed record DraftedPayload(
    string IncidentId, IReadOnlyList<string> Obligations, string Regulator, string Jurisdiction, string TimeZone, string Form, string FormDigest,
    string Language, string Title, IReadOnlyList<StatedField> Fields);

internal sealed record UpdatedPayload(int Number, IReadOnlyList<WrittenField> Fields);

internal sealed record WrittenField(string Key, string Text);

internal sealed record RefreshedPayload(int Number, string FormDigest, IReadOnlyList<StatedField> Fields);

internal sealed record SubmittedPayload(int Number, string IncompleteReason, IReadOnlyList<string> Lacking);

internal sealed record ReturnedPayload(int Number, string Comment);

internal sealed record ApprovedPayload(int Number, string TextDigest);

internal sealed record FiledPayload(int Number, string ReceiptNumber, DateTimeOffset FiledAt, IReadOnlyList<string> Answers);

internal sealed record SentBackPayload(int Number, DateTimeOffset SentBackAt, IReadOnlyList<MadeDemand> Demands, DateTimeOffset? Due = null);

internal sealed record MadeDemand(string DemandId, string Text);

internal sealed record StartedPayload(int Number, string Kind, string FormDigest, IReadOnlyList<StatedField> Fields);

internal sealed record FinalisedPayload(int Number);

internal sealed record WithdrawnPayload(string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DraftedPayload))]
[JsonSerializable(typeof(UpdatedPayload))]
[JsonSerializable(typeof(RefreshedPayload))]
[JsonSerializable(typeof(SubmittedPayload))]
[JsonSerializable(typeof(ReturnedPayload))]
[JsonSerializable(typeof(ApprovedPayload))]
[JsonSerializable(typeof(FiledPayload))]
[JsonSerializable(typeof(SentBackPayload))]
[JsonSerializable(typeof(StartedPayload))]
[JsonSerializable(typeof(FinalisedPayload))]
[JsonSerializable(typeof(WithdrawnPayload))]
internal sealed partial class FilingPayloads : JsonSerializerContext;
