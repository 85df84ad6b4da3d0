using System.Collections.Immutable;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

internal sealed partial class Filing
{
    public static FilingState Apply(FilingState state, RecordedEvent item) => Fold(state, item) with { Version = item.Seq, UpdatedAt = item.At };

    private static FilingState Fold(FilingState s, RecordedEvent item) => item.Event switch
    {
        FilingDrafted e => s with
        {
            IncidentId = e.IncidentId,
            Status = FilingStatus.Open,
            Regulator = e.Regulator,
            Jurisdiction = e.Jurisdiction,
            TimeZone = e.TimeZone,
            Obligations = e.Obligations,
            Form = e.Form,
            Language = e.Language,
            Title = e.Title,
            Versions = [Begun(1, FilingVersionKind.Initial, e.FormDigest, e.Fields, item)],
            CreatedAt = item.At,
            CreatedBy = item.Actor,
        },
        FilingFieldsUpdated e => s.Change(e.Number, v => v with { Fields = Written(v.Fields, e.Fields), Authors = With(v.Authors, item) }),
        FilingRefreshed e => s.Change(e.Number, v => v with { Fields = e.Fields, FormDigest = e.FormDigest, Authors = With(v.Authors, item) }),
        FilingSubmitted e => s.Change(e.Number, v => v with
        {
            State = FilingVersionState.InReview, SubmittedBy = item.Actor, SubmittedAt = item.At, IncompleteReason = e.IncompleteReason, Authors = With(v.Authors, item),
        }),
        FilingReturned e => s.Change(e.Number, v => v with { State = FilingVersionState.Draft, ReturnComment = e.Comment, ReturnedBy = item.Actor }),
        FilingApproved e => s.Change(e.Number, v => v with
        {
            State = FilingVersionState.Approved, ApprovedBy = item.Actor, ApprovedAt = item.At, TextDigest = e.TextDigest,
        }),
        FilingFiled e => (s with
        {
            Versions = s.Versions.ConvertAll(v => IsReplaced(v, e.Number) ? v with { State = FilingVersionState.Superseded } : v),
            Demands = s.Demands.ConvertAll(d => e.Answers.Contains(d.DemandId) ? d with { AnsweredBy = e.Number, AnsweredAt = e.FiledAt, ChangedAt = item.At } : d),
        }).Change(e.Number, v => v with { State = FilingVersionState.Filed, ReceiptNumber = e.ReceiptNumber, FiledAt = e.FiledAt, FiledBy = item.Actor }),
        FilingObligationReported or FilingExported => s,
        FilingSentBack e => (s with
        {
            Status = FilingStatus.Open,
            Demands = s.Demands.AddRange(e.Demands.Select(d => new FilingDemand
            {
                DemandId = d.DemandId, Text = d.Text, VersionNumber = e.Number, MadeAt = e.SentBackAt, Due = e.Due, ChangedAt = item.At,
                PassedMilestone = Milestones.PassedOver(e.Due, item.At),
            })),
        }).Change(e.Number, v => v with { State = FilingVersionState.SentBack, SentBackAt = e.SentBackAt }),
        FilingVersionStarted e => s with
        {
            Versions = s.Versions.ConvertAll(v => v.State == FilingVersionState.Approved ? v with { State = FilingVersionState.Superseded } : v)
                .Add(Begun(e.Number, e.Kind, e.FormDigest, e.Fields, item)),
        },
        FilingFinalised => s with { Status = FilingStatus.Final },
        FilingWithdrawn e => s with { Status = FilingStatus.Withdrawn, Reason = e.Reason, Demands = s.Demands.ConvertAll(d => d.IsOpen ? d with { ChangedAt = item.At } : d) },
        FilingDemandEscalated e => s with
        {
            Demands = s.Demands.ConvertAll(d => d.DemandId != e.DemandId ? d : d with
            {
                Escalations = d.Escalations.Add(new EscalatedMilestone(e.Before, item.At)), PassedMilestone = e.Before, ChangedAt = item.At,
            }),
        },
        var unknown => throw new InvalidDataException($"No fold is defined for {unknown.GetType().Name}."),
    };

    private static FilingVersion Begun(int number, FilingVersionKind kind, string formDigest, ImmutableList<FilingField> fields, RecordedEvent item) => new()
    {
        Number = number,
        Kind = kind,
        State = FilingVersionState.Draft,
        FormDigest = formDigest,
        Fields = fields,
        Authors = With([], item),
        CreatedAt = item.At,
        CreatedBy = item.Actor,
    };

    // The system drafts, but is nobody's second or first person.
    private static ImmutableList<string> With(ImmutableList<string> authors, RecordedEvent item) =>
        item.Actor == Actor.System.Person || authors.Contains(item.Actor) ? authors : authors.Add(item.Actor);

    private static bool IsReplaced(FilingVersion version, int by) =>
        version.Number < by && version.State is (FilingVersionState.Filed or FilingVersionState.SentBack);
}

/// <summary>Changes of single versions.</summary>
internal static class FilingChanges
{
    /// <summary>The filing with one version changed.</summary>
    public static FilingState Change(this FilingState state, int number, Func<FilingVersion, FilingVersion> change) => state with
    {
        Versions = state.Versions.SetItem(number - 1, change(state.Find(number) ?? throw new InvalidDataException($"'{state.FilingId}' has no version {number}."))),
    };
}
