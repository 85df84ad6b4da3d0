using System.Collections.Immutable;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Cohorts;

// The events of a registry, as they are stored: counts, digests, reasons, never people. Their names and shapes are for ever:
// a change is a new version of the type, with an upcast of the old one. Golden files in tests/IncidentGrains.Tests/Golden pin each.

/// <summary>An incident has a registry of affected people.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Identifiers">By what people are told apart: the first that a row has is its identity.</param>
public sealed record RegistryOpened(string IncidentId, ImmutableList<IdentifierKind> Identifiers) : IDomainEvent;

/// <summary>A cohort was defined.</summary>
/// <param name="CohortId">Its id.</param>
/// <param name="Name">Its name in the incident, which set expressions use.</param>
/// <param name="Title">What it is.</param>
/// <param name="SourceSystem">The system that the rows come from.</param>
/// <param name="Determination">How its people were determined.</param>
/// <param name="Categories">The data categories at stake.</param>
public sealed record CohortDefined(
    string CohortId, string Name, string Title, string SourceSystem, string Determination, ImmutableList<string> Categories) : IDomainEvent;

/// <summary>An import into a cohort began.</summary>
/// <param name="CohortId">The cohort.</param>
/// <param name="ImportId">The import.</param>
/// <param name="Mapping">How columns are read, as JSON.</param>
/// <param name="MappingDigest">SHA-256 of that text, in hexadecimal.</param>
/// <param name="Files">The files to come.</param>
public sealed record ImportBegun(string CohortId, string ImportId, string Mapping, string MappingDigest, ImmutableList<ImportFile> Files) : IDomainEvent;

/// <summary>An import was given up.</summary>
public sealed record ImportCancelled(string ImportId, string Reason) : IDomainEvent;

/// <summary>An import takes no more chunks.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="Chunks">How many it has.</param>
/// <param name="Digest">SHA-256 over their SHA-256s in order, in hexadecimal.</param>
public sealed record SealingBegun(string ImportId, long Chunks, string Digest) : IDomainEvent;

/// <summary>An import's people count from here on. See <see cref="ImportResult"/>.</summary>
public sealed record CohortSealed(
    string CohortId, string ImportId, string Segment, long Chunks, long Rows, long Rejected, long Duplicates,
    long Members, long Added, long Persons, ImmutableSortedDictionary<string, long> Warnings) : IDomainEvent;

/// <summary>An import's segment could not be built.</summary>
public sealed record SealingFailed(string ImportId, string Reason) : IDomainEvent;

/// <summary>A cohort was taken out of the registry; how many persons the others name is counted afterwards.</summary>
public sealed record CohortWithdrawn(string CohortId, string Reason, long? Persons = null) : IDomainEvent;

/// <summary>A session of look-ups was opened.</summary>
public sealed record LookupOpened(string SessionId, string Reason, DateTimeOffset ExpiresAt, long MaxKeys) : IDomainEvent;

/// <summary>Persons were looked up in a session.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Batch">1, 2, 3, … within the session.</param>
/// <param name="Asked">How many persons were asked for since the batch before.</param>
/// <param name="Commitment">A keyed commitment of who they were.</param>
public sealed record LookupsMade(string SessionId, long Batch, long Asked, string Commitment) : IDomainEvent;

/// <summary>A session of look-ups was ended.</summary>
public sealed record LookupClosed(string SessionId) : IDomainEvent;

/// <summary>Somebody asks that a person's data be destroyed or replaced.</summary>
/// <param name="ChangeId">The change.</param>
/// <param name="Kind">What is to happen.</param>
/// <param name="Commitment">A keyed commitment of who the person is.</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeRequested(string ChangeId, ChangeKind Kind, string Commitment, string Reason) : IDomainEvent;

/// <summary>A second person agreed. Of an erasure this authorises the destruction: nothing stops it any more.</summary>
public sealed record ChangeApproved(string ChangeId) : IDomainEvent;

/// <summary>A second person decided that what is stored stays.</summary>
public sealed record ChangeDeclined(string ChangeId, string Reason) : IDomainEvent;

/// <summary>A change was carried out. Of those that were carried out together the first tells what was rewritten and destroyed for all.</summary>
/// <param name="ChangeId">The change.</param>
/// <param name="Segments">The segments that were rewritten.</param>
/// <param name="ChunksRewritten">How many chunks were rewritten.</param>
/// <param name="KeysDestroyed">How many keys were destroyed, and with them what they had sealed.</param>
/// <param name="Persons">How many persons all live cohorts name afterwards.</param>
public sealed record ChangeExecuted(string ChangeId, ImmutableList<SegmentReplaced> Segments, long ChunksRewritten, long KeysDestroyed, long Persons) : IDomainEvent;

/// <summary>A segment stands in the place of another; both by the SHA-256 of their manifests, in hexadecimal.</summary>
[GenerateSerializer, Immutable, Alias("ig.SegmentReplaced")]
public sealed record SegmentReplaced([property: Id(0)] string From, [property: Id(1)] string To);
