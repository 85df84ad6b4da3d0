using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Cohorts;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Tests.Incidents;
using Rules = IncidentGrains.Grains.Cohorts.Registry;

namespace IncidentGrains.Tests.Cohorts;

/// <summary>Given events, when a command, then events or a refusal: the rules of a registry without a host.</summary>
internal sealed class RegistrySpec
{
    public const string Members = "coh-0123456789abcdefghjkmnpqrs";
    public const string Import = "imp-0123456789abcdefghjkmnpqrs";
    public const string Session = "lks-0123456789abcdefghjkmnpqrs";
    public const string Change = "chg-0123456789abcdefghjkmnpqrs";

    public static readonly string Segment = new('5', 64);
    public static readonly string Digest = new('d', 64);

    public RegistryState State { get; private set; } = Rules.Empty(RegistryId.Of(IncidentSpec.Id));

    private static EventTypes Types { get; } = new EventTypes().AddCohorts();

    public static GuardChange NotClosed { get; } = new(IncidentSpec.Id, IncidentGuards.Closed, RequireZero: true);

    public static GuardChange NotMerged { get; } = new(IncidentSpec.Id, IncidentGuards.Merged, RequireZero: true);

    public static ImportMapping ByHeader { get; } = Mapping();

    public static ImportResult Result { get; } = new(Segment, 3, 4_536, 12, 40, 4_496, 4_496, 4_496, Counts(("email_unusable", 7)));

    public static ImmutableSortedDictionary<string, long> Counts(params IEnumerable<(string Code, long Rows)> counts) =>
        counts.ToImmutableSortedDictionary(c => c.Code, c => c.Rows, StringComparer.Ordinal);

    public static ImportMapping Mapping(params IEnumerable<(string Field, string Column)> columns) => new(
        columns.ToImmutableSortedDictionary(c => c.Field, c => c.Column, StringComparer.Ordinal), ImmutableSortedDictionary<string, string>.Empty, [], "KR");

    public static CohortDefined Defined(string name = "members", string id = Members, params IEnumerable<string> categories) =>
        new(id, name, "Accounts in the logs", "account database", "Named in the access logs", [.. categories.DefaultIfEmpty("email")]);

    public static ImportBegun Begun(string cohort = Members, string import = Import) =>
        new(cohort, import, MappingText.Write(ByHeader), MappingText.Digest(MappingText.Write(ByHeader)), [new ImportFile("members.csv", 1_234, "aa")]);

    public static CohortSealed Sealed(string cohort = Members, string import = Import, ImportResult? result = null)
    {
        var r = result ?? Result;
        return new CohortSealed(cohort, import, r.Segment, r.Chunks, r.Rows, r.Rejected, r.Duplicates, r.Members, r.Added, r.Persons, r.Warnings);
    }

    public static RegistrySpec Nothing() => new();

    public static RegistrySpec Given(params IEnumerable<IDomainEvent> events) =>
        new RegistrySpec().And(People.Cho, new RegistryOpened(IncidentSpec.Id, [IdentifierKind.MemberId, IdentifierKind.Email, IdentifierKind.Phone])).And(People.Cho, events);

    /// <summary>The cohort "members" with an import in a state.</summary>
    public static RegistrySpec In(ImportState state) => state switch
    {
        ImportState.Open => Given(Defined(), Begun()),
        ImportState.Sealing => In(ImportState.Open).And(People.Rana, new SealingBegun(Import, 3, Digest)),
        ImportState.Sealed => In(ImportState.Sealing).And(Actor.System, Sealed()),
        ImportState.Cancelled => In(ImportState.Open).And(People.Rana, new ImportCancelled(Import, "The wrong file")),
        ImportState.Failed => In(ImportState.Sealing).And(Actor.System, new SealingFailed(Import, "A chunk is gone")),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A change of a person, asked for by Rana, in a state.</summary>
    public static RegistrySpec In(ChangeState state, ChangeKind kind = ChangeKind.Erasure) => state switch
    {
        ChangeState.Requested => In(ImportState.Sealed).And(People.Rana, new ChangeRequested(Change, kind, "c0ffee", "Art. 17 GDPR")),
        ChangeState.Approved => In(ChangeState.Requested, kind).And(People.Paula, new ChangeApproved(Change)),
        ChangeState.Declined => In(ChangeState.Requested, kind).And(People.Paula, new ChangeDeclined(Change, "It must be kept")),
        ChangeState.Executed => In(ChangeState.Approved, kind).And(Actor.System, new ChangeExecuted(Change, [], 1, 1, 4_495)),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A session of look-ups of Paula for at most 10 persons, in a state.</summary>
    public static RegistrySpec In(LookupState state) => state switch
    {
        LookupState.Open => In(ImportState.Sealed).And(People.Paula, new LookupOpened(Session, "Calls to the hotline", IncidentSpec.Now.AddMinutes(5), 10)),
        LookupState.Expired => In(ImportState.Sealed).And(People.Paula, new LookupOpened(Session, "Calls to the hotline", IncidentSpec.Now, 10)),
        LookupState.Closed => In(LookupState.Open).And(People.Paula, new LookupClosed(Session)),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public RegistrySpec And(Actor by, params IEnumerable<IDomainEvent> events)
    {
        foreach (var item in events)
        {
            State = Rules.Apply(State, new RecordedEvent(State.Version + 1, by.Person, IncidentSpec.T0.AddMinutes(State.Version), item));
        }

        return this;
    }

    public Outcome When(Func<CommandMeta, RegistryCommand> command, Actor? by = null, long expectedVersion = 0)
    {
        try
        {
            return new Outcome(Types, Rules.Decide(State, command(new CommandMeta("cmd-1", by ?? People.Paula, expectedVersion)), IncidentSpec.Now), null);
        }
        catch (CaseException refusal)
        {
            return new Outcome(Types, null, refusal);
        }
    }

    /// <summary>The id that a command of Paula's makes here.</summary>
    public static string Made(Func<string, CommandMeta, string> derive, Actor? by = null) => derive(IncidentSpec.Id, new CommandMeta("cmd-1", by ?? People.Paula, 0));
}
