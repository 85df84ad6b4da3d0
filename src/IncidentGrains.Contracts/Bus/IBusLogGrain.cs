using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Bus;

/// <summary>A parked message by what identifies it; nothing of its content.</summary>
[GenerateSerializer, Immutable, Alias("ig.ParkedReference")]
public sealed record ParkedReference([property: Id(0)] string Consumer, [property: Id(1)] string Message, [property: Id(2)] string Stream, [property: Id(3)] long Seq);

/// <summary>Decide about a parked message.</summary>
/// <param name="Meta">Who decides, under which command id.</param>
/// <param name="ParkedId">The parked message.</param>
/// <param name="Parked">What it is, as found just now; null if there is none. Not part of what makes a retry the same command.</param>
[GenerateSerializer, Immutable, Alias("ig.ParkedCommand")]
public abstract record ParkedCommand(CommandMeta Meta, [property: Id(0)] string ParkedId, [property: Id(1)] ParkedReference? Parked) : Command(Meta);

/// <summary>Have a parked message sent again to the consumer that could not take it.</summary>
[GenerateSerializer, Immutable, Alias("ig.ReplayParkedMessage")]
public sealed record ReplayParkedMessage(CommandMeta Meta, string ParkedId, ParkedReference? Parked) : ParkedCommand(Meta, ParkedId, Parked);

/// <summary>Give a parked message up.</summary>
[GenerateSerializer, Immutable, Alias("ig.DiscardParkedMessage")]
public sealed record DiscardParkedMessage(CommandMeta Meta, string ParkedId, ParkedReference? Parked, [property: Id(0)] string Reason) : ParkedCommand(Meta, ParkedId, Parked);

/// <summary>An operator had a parked message sent again.</summary>
public sealed record MessageReplayed(string ParkedId, string Consumer, string Message, string Stream, long Seq) : IDomainEvent;

/// <summary>An operator gave a parked message up: its effect does not come by itself any more.</summary>
public sealed record MessageDiscarded(string ParkedId, string Consumer, string Message, string Stream, long Seq, string Reason) : IDomainEvent;

/// <summary>What operators decided about parked messages; its key is <see cref="Key"/>.</summary>
[Alias("ig.IBusLogGrain")]
public interface IBusLogGrain : IGrainWithStringKey
{
    /// <summary>The one key of this grain; also its stream and its case.</summary>
    public const string Key = "sys-bus";

    /// <summary>Records a decision; the caller acts on it only after this.</summary>
    /// <exception cref="CaseException">There is no such parked message, or the command id was used for something else.</exception>
    [Alias("Record")]
    Task Record(ParkedCommand command);
}
