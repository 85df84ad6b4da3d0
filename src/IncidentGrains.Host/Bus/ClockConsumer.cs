using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Tells an aggregate that its clock of one name has run out. Whether that still matters is the aggregate's to say.</summary>
/// <param name="clock">The name of the clocks that it is told of; those of others are passed over.</param>
/// <param name="purpose">The beginning of its command ids, which is for ever: a retry after an upgrade is the same command.</param>
/// <param name="logger">Where refusals go.</param>
internal abstract partial class ClockConsumer(string clock, string purpose, ILogger logger) : IConsumer<ClockElapsedMessage>
{
    public async Task Consume(ConsumeContext<ClockElapsedMessage> context)
    {
        var elapsed = context.Message;
        if (elapsed.Name != clock)
        {
            return;
        }

        try
        {
            await Tell(elapsed.Stream, new CommandMeta($"~{purpose}:{elapsed.Stream}:{elapsed.Seq}", Actor.System, ExpectedVersion: 0), elapsed.DueAt);
        }
        catch (CaseException e) when (e.Error is not (CaseError.Unavailable or CaseError.Overloaded or CaseError.Stale))
        {
            // A refusal is an outcome: asking again would bring the same, and keep all that waits behind it.
            LogRefused(logger, elapsed.Stream, clock, e.Reason);
        }
    }

    /// <summary>Sends the one command that follows.</summary>
    protected abstract Task Tell(string stream, CommandMeta meta, DateTimeOffset dueAt);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Stream} could not be told that its clock {Clock} has run out: {Reason}")]
    private static partial void LogRefused(ILogger logger, string stream, string clock, string reason);
}
