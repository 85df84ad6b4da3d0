using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using MassTransit;

namespace IncidentGrains.Host.Regulators;

/// <summary>Assesses what an incident requires when something that rules ask of has changed. Assessed is what is known then, not what the message says: repeats and other orders make no difference.</summary>
/// <typeparam name="TMessage">What has changed; the stream is an incident's or its registry's.</typeparam>
internal sealed partial class AssessObligationsOn<TMessage>(IGrainFactory grains, ILogger<AssessObligationsOn<TMessage>> logger) : IConsumer<TMessage>
    where TMessage : class, IBusMessage
{
    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var message = context.Message;
        if (message is FactRecordedMessage { Kind: var kind } && !IsAskedOf(kind))
        {
            return;
        }

        var incident = RegistryId.IsWellFormed(message.Stream) ? RegistryId.IncidentOf(message.Stream) : message.Stream;
        var meta = new CommandMeta($"~assess:{message.Stream}:{message.Seq}", Actor.System, ExpectedVersion: 0);
        try
        {
            await grains.GetGrain<IObligationsGrain>(ObligationsId.Of(incident)).Execute(new AssessObligations(meta, message.Stream, message.Seq));
        }
        catch (CaseException e) when (e.Error is CaseError.NotFound)
        {
            // An incident that can't be found by the system does not exist: a message of another ledger on the same broker.
            LogRefused(logger, incident, e.Reason);
        }
    }

    // The other kinds are words for people; no rule reads them.
    private static bool IsAskedOf(FactKind kind) =>
        kind is FactKind.Began or FactKind.Ended or FactKind.DataCategories or FactKind.Jurisdictions or FactKind.Affected;

    [LoggerMessage(Level = LogLevel.Error, Message = "The obligations of {Incident} could not be assessed: {Reason}")]
    private static partial void LogRefused(ILogger logger, string incident, string reason);
}
