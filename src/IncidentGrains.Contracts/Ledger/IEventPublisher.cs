namespace IncidentGrains.Contracts.Ledger;

/// <summary>A message to other parts of the system and to other systems, made from one event.</summary>
public interface IBusMessage
{
    /// <summary>The event's stream.</summary>
    string Stream { get; }

    /// <summary>The event's place in its stream: with the stream, what a consumer recognises a repeat by.</summary>
    long Seq { get; }
}

/// <summary>The way from the outbox to the bus.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Completes when the message can no longer be lost: at the broker's confirm, or in memory when every consumer has
    /// acknowledged. A failure or a deadline is an exception; the message is then published again later.
    /// </summary>
    Task Publish(IBusMessage message, CancellationToken cancellation);
}
