using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Regulators;
using IncidentGrains.Grains.Regulators.Filings;
using IncidentGrains.Law.Regulators.Filings;
using IncidentGrains.Law.Regulators.Packs;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Regulators.Filings;

/// <summary>Given a record and a filing's history, when a command, then events or a refusal: the rules of filings without a host.</summary>
internal sealed class FilingSpec
{
    public const string Id = "fil-0123456789abcdefghjkmnpqrs";
    public const string Report = "KR-REG@KR";

    public static EventTypes Types { get; } = new EventTypes().AddFilings();

    /// <summary>A second person.</summary>
    public static Actor Lena { get; } = new("https://idp.example|lena", Roles.Legal);

    private readonly ObligationSpec _record;
    private IncidentState _incident = IncidentGrains.Grains.Incidents.Incident.Empty(IncidentSpec.Id);
    private long _seq;

    private FilingSpec(ObligationSpec record) => _record = record;

    public DateTimeOffset Now { get; private set; } = ObligationSpec.Noticed.AddHours(2);

    public FilingState State { get; private set; } = Filing.Empty(Id);

    public IReadOnlyList<CountedCohort> Counted { get; init; } = [];

    /// <summary>The Korean shop, with what is known after two hours.</summary>
    public static FilingSpec KoreanShop(params IEnumerable<IDomainEvent> more) => Of(
        ObligationSpec.KoreanShop(),
        [
            new IncidentOpened("Unusual access", "case-7"), new FactRecorded("fct-2", FactKind.Jurisdictions, new FactValue(Values: ["KR"])),
            new FactRecorded("fct-3", FactKind.Affected, new FactValue(Count: 4_536)), new FactRecorded("fct-4", FactKind.DataCategories, new FactValue(Values: ["Name", "order history"])),
            new AwarenessClaimed("awr-5", ObligationSpec.Noticed, "controller", "Alert"), new RoleAssigned(IncidentRole.Commander, People.Cho.Person),
            new FactRecorded("fct-7", FactKind.How, new FactValue(Text: "퇴직자의 서명키로 위조한 토큰")), new FactRecorded("fct-8", FactKind.Containment, new FactValue(Text: "서명키 폐기")),
            new FactRecorded("fct-9", FactKind.Began, new FactValue(Instant: Case.At("2025-06-24T00:00:00+09:00"))), .. more,
        ]);

    /// <summary>A record of one's own.</summary>
    public static FilingSpec Of(ObligationSpec record, params IEnumerable<IDomainEvent> incident)
    {
        var spec = new FilingSpec(record) { Counted = record.Counted };
        return spec.Known(incident);
    }

    /// <summary>More of the incident's record; obligations are not assessed anew.</summary>
    public FilingSpec Known(params IEnumerable<IDomainEvent> events)
    {
        foreach (var item in events)
        {
            _incident = IncidentGrains.Grains.Incidents.Incident.Apply(_incident, new RecordedEvent(++_seq, People.Rana.Person, Now, item));
        }

        return this;
    }

    public FilingSpec At(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    /// <summary>Drafted by the system for the report to the commission.</summary>
    public FilingSpec Drafted(string language = "", Actor? by = null) => Run(m => new DraftFiling(m, IncidentSpec.Id, [Report], "", "", "", language), by ?? Actor.System);

    /// <summary>All that is required and was not known is written by Paula.</summary>
    public FilingSpec Filled() => Run(m => new UpdateFilingFields(
        m, [.. State.Latest.Fields.Where(f => f.Text.Length == 0).Select(f => new FieldText(f.Key, $"made-up text of {f.Key}"))]), People.Paula);

    public FilingSpec Submitted() => Drafted().Filled().Run(m => new SubmitFilingForReview(m, ""), People.Paula);

    public FilingSpec Approved() => Submitted().Run(m => new ApproveFiling(m), Lena);

    public FilingSpec Filed() => Approved().Run(m => new RecordFilingFiled(m, "PIPC-1", Now), People.Paula);

    public FilingSpec SentBack(DateTimeOffset? due = null) =>
        Filed().At(Now.AddHours(10)).Run(m => new RecordFilingSentBack(m, ["'노출'을 '유출'로 고칠 것", "공동현관 출입번호를 추가할 것"], due ?? Now.AddDays(7), null), People.Paula);

    /// <summary>Runs a command and records what follows.</summary>
    public FilingSpec Run(Func<CommandMeta, FilingCommand> command, Actor? by = null)
    {
        var actor = by ?? People.Paula;
        foreach (var item in When(command, actor).Decision.Events)
        {
            State = Filing.Apply(State, new RecordedEvent(State.Version + 1, actor.Person, Now, item));
        }

        return this;
    }

    public Outcome When(Func<CommandMeta, FilingCommand> command, Actor? by = null, long expectedVersion = 0)
    {
        try
        {
            var made = command(new CommandMeta("cmd-1", by ?? People.Paula, expectedVersion));
            return new Outcome(Types, Filing.Decide(State, made, new FilingContext(Now, Prefill(), [People.Cho.Person])), null);
        }
        catch (CaseException refusal)
        {
            return new Outcome(Types, null, refusal);
        }
    }

    public string Text(string key) => State.Latest.Find(key)?.Text ?? throw new InvalidOperationException($"There is no field {key}, only {string.Join(", ", State.Latest.Fields.Select(f => f.Key))}.");

    public ImmutableList<FilingCheckItem> Check() => FilingCompleteness.Of(State, State.Latest, Prefill().Contents(State));

    public FilingPrefill Prefill() => new(
        new CaseRecord(_incident, Counted) { SealedAt = Counted.Select(c => c.Name).Distinct(StringComparer.Ordinal).ToDictionary(n => n, _ => (IReadOnlyList<long>)[11], StringComparer.Ordinal) },
        _record.State, RulePacks.BuiltIn, FilingForms.BuiltIn, Now);
}
