using System.Collections.Immutable;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Cohorts;

internal sealed partial class Registry
{
    public static RegistryState Apply(RegistryState state, RecordedEvent item) =>
        Fold(state, item) with { Version = item.Seq, UpdatedAt = item.At };

    private static RegistryState Fold(RegistryState s, RecordedEvent item) => item.Event switch
    {
        RegistryOpened e => s with { Identifiers = e.Identifiers, OpenedAt = item.At },
        CohortDefined e => s with
        {
            Cohorts = s.Cohorts.Add(New(e, item)),
            Categories = s.Categories.AddRange(e.Categories.Where(c => !s.Categories.Contains(c))),
        },
        ImportBegun e => Change(s, item, e.CohortId, c => c with { Imports = c.Imports.Add(New(e, item)) }),
        ImportCancelled e => Change(s, item, e.ImportId, i => i with { State = ImportState.Cancelled, Reason = e.Reason }),
        SealingBegun e => Change(s, item, e.ImportId, i => i with { State = ImportState.Sealing, Chunks = e.Chunks, Digest = e.Digest }),
        SealingFailed e => Change(s, item, e.ImportId, i => i with { State = ImportState.Failed, Reason = e.Reason }),
        CohortSealed e => Change(Change(s, item, e.ImportId, i => Sealed(i, e, item)), item, e.CohortId, c => c with { State = CohortState.Sealed, Members = e.Members })
            with { Persons = e.Persons, DataVersion = item.Seq },
        CohortWithdrawn e => Change(s, item, e.CohortId, c => c with { State = CohortState.Withdrawn, WithdrawalReason = e.Reason, WithdrawnBy = item.Actor })
            with { Persons = e.Persons, DataVersion = item.Seq },
        LookupOpened e => s with { Lookups = Kept(s, item.At).Add(new LookupSession(e.SessionId, e.Reason, item.Actor, item.At, e.ExpiresAt, e.MaxKeys)) },
        LookupsMade e => Change(s, e.SessionId, l => l with { Asked = l.Asked + e.Asked, Batches = e.Batch }),
        LookupClosed e => Change(s, e.SessionId, l => l with { ClosedAt = item.At }),
        ChangeRequested e => s with { Changes = s.Changes.Add(New(e, item)) },
        ChangeApproved e => Change(s, e.ChangeId, c => c with { State = ChangeState.Approved, DecidedBy = item.Actor, DecidedAt = item.At }),
        ChangeDeclined e => Change(s, e.ChangeId, c => c with { State = ChangeState.Declined, DecidedBy = item.Actor, DecidedAt = item.At, DeclineReason = e.Reason }),
        ChangeExecuted e => Replaced(s, e) with
        {
            Changes = Changed(s.Changes, c => c.ChangeId == e.ChangeId, c => c with
            {
                State = ChangeState.Executed, ExecutedAt = item.At, ChunksRewritten = e.ChunksRewritten, KeysDestroyed = e.KeysDestroyed,
            }),
            Persons = e.Persons,
            DataVersion = item.Seq,
        },
        var unknown => throw new InvalidDataException($"No fold is defined for {unknown.GetType().Name}."),
    };

    private static Cohort New(CohortDefined e, RecordedEvent item) => new()
    {
        CohortId = e.CohortId,
        Name = e.Name,
        Title = e.Title,
        SourceSystem = e.SourceSystem,
        Determination = e.Determination,
        Categories = e.Categories,
        State = CohortState.Defined,
        DefinedAt = item.At,
        DefinedBy = item.Actor,
        UpdatedAt = item.At,
    };

    private static CohortImport New(ImportBegun e, RecordedEvent item) => new()
    {
        ImportId = e.ImportId,
        State = ImportState.Open,
        Mapping = e.Mapping,
        MappingDigest = e.MappingDigest,
        Files = e.Files,
        BegunAt = item.At,
        BegunBy = item.Actor,
    };

    private static PersonChange New(ChangeRequested e, RecordedEvent item) => new()
    {
        ChangeId = e.ChangeId,
        Kind = e.Kind,
        State = ChangeState.Requested,
        Commitment = e.Commitment,
        Reason = e.Reason,
        RequestedBy = item.Actor,
        RequestedAt = item.At,
    };

    private static CohortImport Sealed(CohortImport import, CohortSealed e, RecordedEvent item) => import with
    {
        State = ImportState.Sealed,
        Result = new ImportResult(e.Segment, e.Chunks, e.Rows, e.Rejected, e.Duplicates, e.Members, e.Added, e.Persons, e.Warnings),
        SealedVersion = item.Seq,
        SealedAt = item.At,
    };

    // What a change of a person rewrote stands in the place of what it was, in whatever cohort.
    private static RegistryState Replaced(RegistryState s, ChangeExecuted e)
    {
        var replaced = e.Segments.ToDictionary(r => r.From, r => r.To, StringComparer.Ordinal);
        return s with
        {
            Cohorts = s.Cohorts.ConvertAll(c => c with
            {
                Imports = Changed(
                    c.Imports, i => i.Result is { } r && replaced.ContainsKey(r.Segment), i => i with { Result = i.Result! with { Segment = replaced[i.Result.Segment] } }),
            }),
        };
    }

    private static RegistryState Change(RegistryState s, RecordedEvent item, string cohortId, Func<Cohort, Cohort> change) =>
        s with { Cohorts = Changed(s.Cohorts, c => c.CohortId == cohortId, c => change(c) with { UpdatedAt = item.At }) };

    private static RegistryState Change(RegistryState s, RecordedEvent item, string importId, Func<CohortImport, CohortImport> change) =>
        Change(s, item, s.FindImport(importId)?.Cohort.CohortId ?? "", c => c with { Imports = Changed(c.Imports, i => i.ImportId == importId, change) });

    private static RegistryState Change(RegistryState s, string sessionId, Func<LookupSession, LookupSession> change) =>
        s with { Lookups = Changed(s.Lookups, l => l.SessionId == sessionId, change) };

    private static RegistryState Change(RegistryState s, string changeId, Func<PersonChange, PersonChange> change) =>
        s with { Changes = Changed(s.Changes, c => c.ChangeId == changeId, change) };

    // Only what changes is made anew: a registry of many changes is not copied for each.
    private static ImmutableList<T> Changed<T>(ImmutableList<T> list, Predicate<T> match, Func<T, T> change)
    {
        for (var at = list.FindIndex(match); at >= 0; at = list.FindIndex(at + 1, match))
        {
            list = list.SetItem(at, change(list[at]));
        }

        return list;
    }
}
