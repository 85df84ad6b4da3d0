using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Proof;
using Incident = IncidentGrains.V1.Incident;

namespace IncidentGrains.Host.Incidents;

/// <summary>Between the API's messages and the contracts'; enums have equal numbers on both sides.</summary>
internal static class IncidentMapping
{
    /// <summary>The value that a request carries: what is set, and nothing else.</summary>
    public static FactValue Value(string text, Timestamp? instant, IReadOnlyCollection<string> values, long? count, string instantField) => new(
        text.Length > 0 ? text : null, Requests.Instant(instant, instantField), values.Count > 0 ? [.. values] : null, count);

    public static Incident ToProto(IncidentState s, DateTimeOffset asOf) => new()
    {
        IncidentId = s.IncidentId,
        Version = s.Version,
        Title = s.Title,
        Stage = (V1.Stage)s.Stage,
        Severity = (V1.Severity)s.Severity,
        SeverityReasons = { s.SeverityReasons },
        Reference = s.Reference,
        OpenedAt = s.OpenedAt.ToTimestamp(),
        UpdatedAt = s.UpdatedAt.ToTimestamp(),
        Facts = { s.Facts.Select(ToProto) },
        AwarenessClaims = { s.AwarenessClaims.Select(ToProto) },
        EarliestAwareness = s.AwarenessClaims.Count == 0 ? null : s.AwarenessClaims.Min(c => c.AwareAt).ToTimestamp(),
        Roles = { s.Roles.Select(r => new V1.RoleAssignment { Role = (V1.IncidentRole)r.Role, Person = r.Person }) },
        Restricted = s.Restricted,
        Members = { s.Members },
        Links = { s.Links.Select(l => new V1.IncidentLink { IncidentId = l.IncidentId, Kind = (V1.LinkKind)l.Kind }) },
        MergedInto = s.MergedInto,
        Absorbed = { s.Absorbed },
        Resolution = (V1.Resolution)s.Resolution,
        StageNote = s.StageNote,
        TimelineEntryCount = s.TimelineEntryCount,
        Redactions = { s.Redactions.Select(ToProto) },
        AsOf = asOf.ToTimestamp(),
        TaskDependencies = { s.TaskDependencies.Select(d => new V1.TaskDependency { TaskId = d.TaskId, DependsOn = d.DependsOn }) },
        Playbooks = { s.Playbooks },
    };

    public static V1.TimelineEntry ToProto(TimelineEntry e) => new()
    {
        EntryId = e.EntryId,
        OccurredAt = e.OccurredAt.ToTimestamp(),
        Text = e.Text,
        RecordedAt = e.RecordedAt.ToTimestamp(),
        RecordedBy = e.RecordedBy,
        Redacted = e.Redacted,
        IncidentVersion = e.Version,
    };

    public static V1.IncidentSummary ToProto(IncidentRow r) => new()
    {
        IncidentId = r.CaseId,
        Version = r.Version,
        Title = r.Title,
        Stage = (V1.Stage)r.Stage,
        Severity = (V1.Severity)r.Severity,
        Reference = r.Reference,
        OpenedAt = Instants.FromMicros(r.OpenedAt).ToTimestamp(),
        UpdatedAt = Instants.FromMicros(r.UpdatedAt).ToTimestamp(),
        Commander = r.Commander,
        Restricted = r.Restricted,
    };

    private static V1.Fact ToProto(Fact f) => new()
    {
        FactId = f.FactId,
        Kind = (V1.FactKind)f.Kind,
        Text = f.Value.Text ?? "",
        Instant = f.Value.Instant?.ToTimestamp(),
        Values = { f.Value.Values ?? ImmutableList<string>.Empty },
        Count = f.Value.Count ?? 0,
        RecordedAt = f.RecordedAt.ToTimestamp(),
        RecordedBy = f.RecordedBy,
        Corrects = f.Corrects,
        CorrectedBy = f.CorrectedBy,
        CorrectionReason = f.CorrectionReason,
    };

    private static V1.AwarenessClaim ToProto(AwarenessClaim c) => new()
    {
        ClaimId = c.ClaimId,
        AwareAt = c.AwareAt.ToTimestamp(),
        AssertedBy = c.AssertedBy,
        Basis = c.Basis,
        RecordedAt = c.RecordedAt.ToTimestamp(),
        RecordedBy = c.RecordedBy,
    };

    private static V1.Redaction ToProto(Redaction r) => new()
    {
        RedactionId = r.RedactionId,
        EventSeq = r.EventSeq,
        Reason = r.Reason,
        RequestedBy = r.RequestedBy,
        DecidedBy = r.DecidedBy,
        State = (V1.Redaction.Types.State)r.State,
    };
}
