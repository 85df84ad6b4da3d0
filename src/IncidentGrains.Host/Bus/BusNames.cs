using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;

namespace IncidentGrains.Host.Bus;

/// <summary>The names under which messages and queues are known on the wire: ours and for ever, whatever a class is called or where it stands.</summary>
internal static class BusNames
{
    /// <summary>The header that tells which message a body is.</summary>
    public const string MessageHeader = "incidentgrains-message";

    /// <summary>The consumer that creates a playbook's tasks.</summary>
    public const string CreateTasks = "create-tasks-on-playbook-applied";

    private const string Owner = "incidentgrains";

    /// <summary>The name of each message. A changed shape is a new entry beside the old one.</summary>
    public static IReadOnlyDictionary<Type, (string Name, int Version)> Messages { get; } = new Dictionary<Type, (string, int)>
    {
        [typeof(IncidentConfirmedMessage)] = ("incident.confirmed", 1),
        [typeof(IncidentContainedMessage)] = ("incident.contained", 1),
        [typeof(RemediationBegunMessage)] = ("incident.remediation-begun", 1),
        [typeof(IncidentClosedMessage)] = ("incident.closed", 1),
        [typeof(IncidentReopenedMessage)] = ("incident.reopened", 1),
        [typeof(IncidentMergedMessage)] = ("incident.merged", 1),
        [typeof(PlaybookAppliedMessage)] = ("incident.playbook-applied", 1),
        [typeof(AwarenessClaimedMessage)] = ("incident.awareness-claimed", 1),
        [typeof(FactRecordedMessage)] = ("incident.fact-recorded", 1),
        [typeof(FactCorrectedMessage)] = ("incident.fact-corrected", 1),
        [typeof(CohortSealedMessage)] = ("registry.cohort-sealed", 1),
        [typeof(CohortWithdrawnMessage)] = ("registry.cohort-withdrawn", 1),
        [typeof(ObligationsAssessedMessage)] = ("obligations.assessed", 1),
        [typeof(ObligationMetMessage)] = ("obligation.met", 1),
        [typeof(ObligationEscalatedMessage)] = ("obligation.escalated", 1),
        [typeof(FilingFiledMessage)] = ("filing.filed", 1),
        [typeof(FilingSentBackMessage)] = ("filing.sent-back", 1),
        [typeof(FilingDemandEscalatedMessage)] = ("filing.demand-escalated", 1),
        [typeof(ClockElapsedMessage)] = ("clock.elapsed", 1),
    };

    /// <summary>The exchange to which a message is published: <c>incidentgrains.incident.merged.v1</c>.</summary>
    /// <exception cref="InvalidOperationException">The message has no pinned name.</exception>
    public static string Exchange(Type message)
    {
        var (name, version) = Messages.TryGetValue(message, out var pinned) ? pinned
            : throw new InvalidOperationException($"{message.Name} has no name on the wire: add it to BusNames.");
        return $"{Owner}.{name}.v{version}";
    }

    /// <summary>The message's URN: <c>urn:message:incidentgrains:incident.merged:v1</c>.</summary>
    public static string Urn(Type message) => $"urn:message:{Owner}:{Messages[message].Name}:v{Messages[message].Version}";

    /// <summary>The queue of a consumer: <c>incidentgrains.absorb-on-incident-merged</c>.</summary>
    public static string Queue(string consumer) => $"{Owner}.{consumer}";
}
