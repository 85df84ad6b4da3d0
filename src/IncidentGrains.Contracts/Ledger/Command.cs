using System.Text.Json.Serialization;
using IncidentGrains.Contracts.Access;

namespace IncidentGrains.Contracts.Ledger;

/// <summary>What every command carries beside its content.</summary>
/// <param name="CommandId">The id of the intent; a retry carries the same. Those of the system itself begin with <c>~</c>, which no caller may send.</param>
/// <param name="Actor">Who causes it.</param>
/// <param name="ExpectedVersion">The version it is based on; 0 means any.</param>
[GenerateSerializer, Immutable, Alias("ig.CommandMeta")]
public sealed record CommandMeta([property: Id(0)] string CommandId, [property: Id(1)] Actor Actor, [property: Id(2)] long ExpectedVersion);

/// <summary>An intent to change one aggregate.</summary>
[GenerateSerializer, Immutable, Alias("ig.Command")]
public abstract record Command([property: Id(0), JsonIgnore] CommandMeta Meta);

/// <summary>Something that happened to an aggregate; the names it is stored under are pinned by golden files.</summary>
public interface IDomainEvent;

/// <summary>An event whose free text can be destroyed.</summary>
public interface IRedactableEvent : IDomainEvent
{
    /// <summary>What remains once the text is destroyed: the structure, without the words.</summary>
    IDomainEvent WithoutText();
}

/// <summary>An event by which the text of an earlier one is destroyed.</summary>
public interface IRedaction : IDomainEvent
{
    /// <summary>The place of the event whose text is destroyed.</summary>
    long EventSeq { get; }

    /// <summary>SHA-256 of what remains of its payload, in hex: nothing else may stand in its place.</summary>
    string RemainderDigest { get; }
}

/// <summary>Words that stand where text was destroyed.</summary>
public static class Redacted
{
    /// <summary>Shown in the place of a destroyed text.</summary>
    public const string Text = "[redacted]";
}
