using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Law.Regulators.Packs;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators;

/// <summary>Given a record, when a command, then events or a refusal: the rules of obligations without a host.</summary>
internal sealed class ObligationSpec
{
    public static EventTypes Types { get; } = new EventTypes().AddRegulators();

    /// <summary>When the incident was noticed, by the company's own claim.</summary>
    public static DateTimeOffset Noticed { get; } = Case.At("2025-11-18T22:52:00+09:00");

    private long _seq;
    private IncidentState _incident = IncidentGrains.Grains.Incidents.Incident.Empty(IncidentSpec.Id);

    public DateTimeOffset Now { get; private set; } = Noticed.AddHours(1);

    public ObligationsState State { get; private set; } = Obligations.Empty(ObligationsId.Of(IncidentSpec.Id));

    public IReadOnlyList<CountedCohort> Counted { get; set; } = [];

    public RulePacks Packs { get; set; } = RulePacks.BuiltIn;

    /// <summary>A Korean shop with 4,536 people affected, known as an intrusion since the company noticed it.</summary>
    public static RegulatoryFacts Shop { get; } = new() { TimeZone = "Asia/Seoul", Roles = ["icsp"], Cause = Contracts.Regulators.IncidentCause.ExternalIntrusion };

    public static ObligationSpec KoreanShop() => new ObligationSpec()
        .Incident(
            new IncidentOpened("Unusual access", ""), new FactRecorded("fct-2", FactKind.Jurisdictions, new FactValue(Values: ["KR"])),
            new FactRecorded("fct-3", FactKind.Affected, new FactValue(Count: 4_536)), new FactRecorded("fct-4", FactKind.DataCategories, new FactValue(Values: ["Name", "order history"])),
            new AwarenessClaimed("awr-5", Noticed, "controller", "Alert"), new RoleAssigned(IncidentRole.Commander, People.Cho.Person))
        .Run(m => new RecordRegulatoryFacts(m, Shop));

    public ObligationSpec At(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    /// <summary>More of the incident's record.</summary>
    public ObligationSpec Incident(params IEnumerable<IDomainEvent> events)
    {
        foreach (var item in events)
        {
            _incident = IncidentGrains.Grains.Incidents.Incident.Apply(_incident, new RecordedEvent(++_seq, People.Rana.Person, Now, item));
        }

        return this;
    }

    /// <summary>Runs a command and records what follows.</summary>
    public ObligationSpec Run(Func<CommandMeta, ObligationCommand> command, Actor? by = null)
    {
        var actor = by ?? People.Rana;
        foreach (var item in When(command, actor).Decision.Events)
        {
            State = Obligations.Apply(State, new RecordedEvent(State.Version + 1, actor.Person, Now, item));
        }

        return this;
    }

    /// <summary>Assesses, as a consumer does.</summary>
    public ObligationSpec Assess() => Run(m => new AssessObligations(m), Actor.System);

    /// <summary>Lets all milestones up to an instant come, one clock after the other, and returns which did.</summary>
    public IReadOnlyList<(string Id, TimeSpan Before)> Pass(DateTimeOffset until)
    {
        var passed = new List<(string, TimeSpan)>();
        while (Obligations.NextMilestone(State) is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            var events = When(m => new EscalateObligations(m, due), Actor.System).Decision.Events.Cast<ObligationEscalated>().ToList();
            Assert.NotEmpty(events);
            passed.AddRange(events.Select(e => (e.ObligationId, e.Before)));
            Run(m => new EscalateObligations(m, due), Actor.System);
        }

        return passed;
    }

    public Outcome When(Func<CommandMeta, ObligationCommand> command, Actor? by = null, long expectedVersion = 0)
    {
        try
        {
            var made = command(new CommandMeta("cmd-1", by ?? People.Rana, expectedVersion));
            return new Outcome(Types, Obligations.Decide(State, made, Context()), null);
        }
        catch (CaseException refusal)
        {
            return new Outcome(Types, null, refusal);
        }
    }

    /// <summary>The facts as they would be assessed.</summary>
    public AssembledFacts Facts() => AssembledFacts.Of(new CaseRecord(_incident, Counted), State, Packs, Now);

    public ObligationEntry One(string id) => State.Find(id) ?? throw new InvalidOperationException($"There is no {id}, only {string.Join(", ", State.Obligations.Select(o => o.ObligationId))}.");

    private ObligationContext Context() => new(
        Now, state => Reassessment.Of(state, AssembledFacts.Of(new CaseRecord(_incident, Counted), state, Packs, Now), Packs),
        law => MeetingEvent.Of(law, Packs), [.. _incident.Roles.Select(r => r.Person)]);
}
