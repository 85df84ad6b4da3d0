using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Given events, when a command, then events or a refusal: the rules of an incident without a host.</summary>
internal sealed class IncidentSpec
{
    public const string Id = "inc-0123456789abcdefghjkmnpqrs";
    public const string Other = "inc-1123456789abcdefghjkmnpqrs";
    public const string Third = "inc-2123456789abcdefghjkmnpqrs";

    public const string TaskA = "tsk-0123456789abcdefghjkmnpqrs";
    public const string TaskB = "tsk-1123456789abcdefghjkmnpqrs";
    public const string TaskC = "tsk-2123456789abcdefghjkmnpqrs";

    private readonly List<RecordedEvent> _events = [];

    public static DateTimeOffset T0 { get; } = new(2025, 11, 18, 13, 52, 0, TimeSpan.Zero);

    public static DateTimeOffset Now { get; } = T0.AddHours(6);

    public IncidentState State { get; private set; } = Incident.Empty(Id);

    private static EventTypes Types { get; } = new EventTypes().AddIncidents();

    public static IncidentSpec Given(params IEnumerable<IDomainEvent> events) => new IncidentSpec().And(People.Rana, events);

    /// <summary>More events, by a certain person.</summary>
    public IncidentSpec And(Actor by, params IEnumerable<IDomainEvent> events)
    {
        foreach (var item in events)
        {
            var recorded = new RecordedEvent(_events.Count + 1, by.Person, T0.AddMinutes(_events.Count), item);
            _events.Add(recorded);
            State = Incident.Apply(State, recorded);
        }

        return this;
    }

    public IncidentSpec And(params IEnumerable<IDomainEvent> events) => And(People.Rana, events);

    public Outcome When(Func<CommandMeta, IncidentCommand> command, Actor? by = null, long expectedVersion = 0)
    {
        var made = command(new CommandMeta("cmd-1", by ?? People.Rana, expectedVersion));
        try
        {
            return new Outcome(Types, Incident.Decide(State, made, Context(Target(made)) with { Playbooks = Named(made), Tasks = new HashSet<string>([TaskA, TaskB, TaskC]) }), null);
        }
        catch (CaseException refusal)
        {
            return new Outcome(Types, null, refusal);
        }
    }

    private IncidentContext Context(IDomainEvent? target) => target is IRedactableEvent redactable
        ? new IncidentContext(Now, target, Redactions.Digest(Types.Write(redactable.WithoutText())))
        : new IncidentContext(Now, target);

    private static IReadOnlyList<(string Id, IncidentGrains.Contracts.Remediation.PlaybookPlan? Plan)> Named(IncidentCommand command) => command switch
    {
        ConfirmIncident { Playbooks: { } named } => [.. named.Select(id => (id, Playbooks.Source.Find(id)))],
        ApplyPlaybook c => [(c.Playbook, Playbooks.Source.Find(c.Playbook))],
        _ => [],
    };

    // The grain looks the target up in the ledger, where a destroyed text no longer stands.
    private IDomainEvent? Target(IncidentCommand command)
    {
        var seq = command switch
        {
            RequestRedaction c => Incident.TargetSeq(c.TargetId),
            ApproveRedaction c => State.Redactions.Find(r => r.RedactionId == c.RedactionId)?.EventSeq ?? 0,
            _ => 0,
        };
        var destroyed = _events.Exists(e => e.Event is RedactionApproved approved && approved.EventSeq == seq);
        return seq is 0 || destroyed ? null : _events.Find(e => e.Seq == seq)?.Event;
    }
}
