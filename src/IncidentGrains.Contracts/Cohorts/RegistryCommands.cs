using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Cohorts;

/// <summary>An intent to change an incident's registry.</summary>
[GenerateSerializer, Immutable, Alias("ig.RegistryCommand")]
public abstract record RegistryCommand(CommandMeta Meta) : Command(Meta);

/// <summary>Define a cohort; the first one opens the registry.</summary>
[GenerateSerializer, Immutable, Alias("ig.DefineCohort")]
public sealed record DefineCohort(
    CommandMeta Meta, [property: Id(0)] string Name, [property: Id(1)] string Title, [property: Id(2)] string SourceSystem,
    [property: Id(3)] string Determination, [property: Id(4)] ImmutableList<string> Categories, [property: Id(5)] ImmutableList<IdentifierKind> Identifiers) : RegistryCommand(Meta);

/// <summary>Take a cohort, by its id or name, out of the registry.</summary>
[GenerateSerializer, Immutable, Alias("ig.WithdrawCohort")]
public sealed record WithdrawCohort(CommandMeta Meta, [property: Id(0)] string Cohort, [property: Id(1)] string Reason) : RegistryCommand(Meta)
{
    /// <summary>How many persons the other cohorts name, if that was counted; not part of what makes a retry the same command.</summary>
    [Id(2), JsonIgnore]
    public PersonCount? Remaining { get; init; }
}

/// <summary>A count of all persons, and the registry's data version of which it is true.</summary>
[GenerateSerializer, Immutable, Alias("ig.PersonCount")]
public sealed record PersonCount([property: Id(0)] long DataVersion, [property: Id(1)] long Persons);

/// <summary>Begin to import files into a cohort, by its id or name.</summary>
[GenerateSerializer, Immutable, Alias("ig.BeginImport")]
public sealed record BeginImport(
    CommandMeta Meta, [property: Id(0)] string Cohort, [property: Id(1)] ImportMapping Mapping, [property: Id(2)] ImmutableList<ImportFile> Files) : RegistryCommand(Meta);

/// <summary>Give up an import.</summary>
[GenerateSerializer, Immutable, Alias("ig.CancelImport")]
public sealed record CancelImport(CommandMeta Meta, [property: Id(0)] string ImportId, [property: Id(1)] string Reason) : RegistryCommand(Meta);

/// <summary>Close an import to further chunks, of which it has this many, with this SHA-256 (hexadecimal) over their SHA-256s. The chunks were compared before.</summary>
[GenerateSerializer, Immutable, Alias("ig.BeginSealing")]
public sealed record BeginSealing(CommandMeta Meta, [property: Id(0)] string ImportId, [property: Id(1)] long Chunks, [property: Id(2)] string Digest) : RegistryCommand(Meta);

/// <summary>Let an import's people count, all at once. Sent by the system once the segment is durable; refused if the registry's data version is not that on which its counts rest.</summary>
[GenerateSerializer, Immutable, Alias("ig.CompleteSealing")]
public sealed record CompleteSealing(CommandMeta Meta, [property: Id(0)] string ImportId, [property: Id(1)] ImportResult Result, [property: Id(2)] long DataVersion) : RegistryCommand(Meta);

/// <summary>Note that an import's segment can't be built. Sent by the system.</summary>
[GenerateSerializer, Immutable, Alias("ig.FailSealing")]
public sealed record FailSealing(CommandMeta Meta, [property: Id(0)] string ImportId, [property: Id(1)] string Reason) : RegistryCommand(Meta);

/// <summary>Open a session in which the sender may look up persons. No maximum if 0.</summary>
[GenerateSerializer, Immutable, Alias("ig.OpenLookup")]
public sealed record OpenLookup(CommandMeta Meta, [property: Id(0)] string Reason, [property: Id(1)] TimeSpan Lifetime, [property: Id(2)] long MaxKeys) : RegistryCommand(Meta);

/// <summary>End a session of look-ups.</summary>
[GenerateSerializer, Immutable, Alias("ig.CloseLookup")]
public sealed record CloseLookup(CommandMeta Meta, [property: Id(0)] string SessionId) : RegistryCommand(Meta);

/// <summary>Record how many persons were asked for in a session, and a keyed commitment of who they were. Sent by the system.</summary>
[GenerateSerializer, Immutable, Alias("ig.RecordLookups")]
public sealed record RecordLookups(CommandMeta Meta, [property: Id(0)] string SessionId, [property: Id(1)] long Asked, [property: Id(2)] string Commitment) : RegistryCommand(Meta);

/// <summary>Ask that a person's data be destroyed or replaced. The person is named by a keyed commitment.</summary>
[GenerateSerializer, Immutable, Alias("ig.RequestChange")]
public sealed record RequestChange(
    CommandMeta Meta, [property: Id(0)] ChangeKind Kind, [property: Id(1)] string Commitment, [property: Id(2)] string Reason) : RegistryCommand(Meta);

/// <summary>Agree, as a second person, to a change.</summary>
[GenerateSerializer, Immutable, Alias("ig.ApproveChange")]
public sealed record ApproveChange(CommandMeta Meta, [property: Id(0)] string ChangeId) : RegistryCommand(Meta);

/// <summary>Decide, as a second person, that what is stored stays.</summary>
[GenerateSerializer, Immutable, Alias("ig.DeclineChange")]
public sealed record DeclineChange(CommandMeta Meta, [property: Id(0)] string ChangeId, [property: Id(1)] string Reason) : RegistryCommand(Meta);

/// <summary>Note that changes were carried out together, and put the rewritten segments in place. Sent by the system.</summary>
[GenerateSerializer, Immutable, Alias("ig.CompleteChange")]
public sealed record CompleteChange(
    CommandMeta Meta, [property: Id(0)] string ChangeId, [property: Id(1)] ImmutableList<SegmentReplaced> Segments,
    [property: Id(2)] long ChunksRewritten, [property: Id(3)] long KeysDestroyed, [property: Id(4)] long Persons, [property: Id(5)] long DataVersion,
    [property: Id(6)] ImmutableList<string>? Further = null) : RegistryCommand(Meta);
