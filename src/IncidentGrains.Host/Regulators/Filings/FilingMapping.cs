using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Law;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Proof;
using Filing = IncidentGrains.V1.Filing;
using FilingField = IncidentGrains.Contracts.Regulators.Filings.FilingField;
using FilingVersion = IncidentGrains.Contracts.Regulators.Filings.FilingVersion;

namespace IncidentGrains.Host.Regulators.Filings;

/// <summary>Between the API's messages and the contracts'; enums have equal numbers on both sides.</summary>
internal static class FilingMapping
{
    /// <summary>The filing, with the fields of one version.</summary>
    public static Filing ToProto(FilingState f, int fieldsOf, DateTimeOffset asOf) => new()
    {
        FilingId = f.FilingId,
        IncidentId = f.IncidentId,
        Version = f.Version,
        Status = (V1.FilingStatus)f.Status,
        Regulator = f.Regulator,
        Jurisdiction = f.Jurisdiction,
        TimeZone = f.TimeZone,
        ObligationIds = { f.Obligations },
        Form = f.Form,
        Language = f.Language,
        Title = f.Title,
        Versions = { f.Versions.Select(v => ToProto(v, f.Language, v.Number == fieldsOf)) },
        Demands = { f.Demands.Select(d => ToProto(f, d, asOf)) },
        Reason = f.Reason,
        FirstFiledAt = f.FirstFiledAt?.ToTimestamp(),
        CreatedAt = f.CreatedAt.ToTimestamp(),
        CreatedBy = f.CreatedBy,
        UpdatedAt = f.UpdatedAt.ToTimestamp(),
        AsOf = asOf.ToTimestamp(),
    };

    public static V1.FilingSummary ToProto(FilingRow r) => new()
    {
        FilingId = r.FilingId,
        IncidentId = r.IncidentId,
        Version = r.Version,
        Status = (V1.FilingStatus)r.Status,
        Regulator = r.Regulator,
        Jurisdiction = r.Jurisdiction,
        Form = r.Form,
        Language = r.Language,
        ObligationIds = { r.Obligations.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
        VersionNumber = r.VersionNumber,
        VersionKind = (V1.FilingVersionKind)r.VersionKind,
        VersionState = (V1.FilingVersionState)r.VersionState,
        FirstFiledAt = Instant(r.FiledAt),
        ReceiptNumber = r.Receipt,
        OpenDemands = r.OpenDemands,
        DemandDueAt = Instant(r.DemandDueAt),
        CreatedAt = Instant(r.CreatedAt),
        UpdatedAt = Instant(r.UpdatedAt),
    };

    public static V1.FilingForm ToProto(FilingForm f) => new()
    {
        Form = f.Id,
        TitleKo = f.Title.Ko,
        TitleEn = f.Title.En,
        Rules = { f.Rules },
        Digest = f.Digest,
        Citation = f.Citation,
        Fields =
        {
            f.Fields.Select(x => new V1.FilingField
            {
                Key = x.Key, Section = x.Section.En, Label = x.Label.En, LabelKo = x.Label.Ko, LabelEn = x.Label.En, Required = x.Required, MaxLength = x.MaxLength,
                Contact = x.Contact, Content = { x.Content },
            }),
        },
    };

    public static V1.FilingCheckItem ToProto(FilingCheckItem i) => new()
    {
        Key = i.Key, Label = i.Label, Result = (V1.FilingCheckResult)i.Result, Content = { i.Content },
    };

    private static V1.FilingVersion ToProto(FilingVersion v, string language, bool withFields) => new()
    {
        Number = v.Number,
        Kind = (V1.FilingVersionKind)v.Kind,
        State = (V1.FilingVersionState)v.State,
        Fields = { withFields ? v.Fields.Select(x => ToProto(x, language)) : [] },
        FormDigest = v.FormDigest,
        Authors = { v.Authors },
        SubmittedBy = v.SubmittedBy,
        SubmittedAt = v.SubmittedAt?.ToTimestamp(),
        IncompleteReason = v.IncompleteReason,
        ReturnComment = v.ReturnComment,
        ReturnedBy = v.ReturnedBy,
        ApprovedBy = v.ApprovedBy,
        ApprovedAt = v.ApprovedAt?.ToTimestamp(),
        TextDigest = v.TextDigest,
        ReceiptNumber = v.ReceiptNumber,
        FiledAt = v.FiledAt?.ToTimestamp(),
        FiledBy = v.FiledBy,
        SentBackAt = v.SentBackAt?.ToTimestamp(),
        CreatedAt = v.CreatedAt.ToTimestamp(),
        CreatedBy = v.CreatedBy,
    };

    private static V1.FilingField ToProto(FilingField x, string language) => new()
    {
        Key = x.Key,
        Section = x.Section,
        Label = x.Label(language),
        LabelKo = x.LabelKo,
        LabelEn = x.LabelEn,
        Text = x.Text,
        Edited = x.Edited,
        Required = x.Required,
        MaxLength = x.MaxLength,
        Contact = x.Contact,
        Content = { x.Content },
        Sources = { x.Sources.Select(s => new V1.FilingSource { Stream = s.Stream, Seq = s.Seq }) },
    };

    private static V1.FilingDemand ToProto(FilingState f, FilingDemand d, DateTimeOffset asOf) => new()
    {
        DemandId = d.DemandId,
        Text = d.Text,
        VersionNumber = d.VersionNumber,
        MadeAt = d.MadeAt.ToTimestamp(),
        DueAt = d.Due?.ToTimestamp(),
        DueLocal = d.Due is { } due ? LocalInstant.Of(due, f.TimeZone) : "",
        TimeLeft = d.IsOpen ? (d.Due - asOf)?.ToDuration() : null,
        Overdue = d.IsOpen && d.Due < asOf,
        AnsweredBy = d.AnsweredBy,
        AnsweredAt = d.AnsweredAt?.ToTimestamp(),
        LateBy = d.LateBy?.ToDuration(),
        Escalations = d.Escalations.Count,
    };

    private static Timestamp? Instant(long micros) => micros == FilingIndexRow.NoInstant ? null : Instants.FromMicros(micros).ToTimestamp();
}
