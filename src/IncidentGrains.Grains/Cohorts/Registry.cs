using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Cohorts;

/// <summary>The rules of a registry of affected people. <c>Decide</c> turns a command into events or refuses it; <c>Apply</c> folds an event in.</summary>
/// <remarks>Whether the actor may see the incident is asked before: these rules take that as given. No people pass here, only what is counted of them.</remarks>
internal sealed partial class Registry : IAggregate<RegistryState>
{
    /// <summary>The registry's clock: there is something to do that takes long.</summary>
    public const string ClockName = "registry-work";

    private const int MaxName = 200;
    private const int MaxNote = 2_000;
    private const int MaxText = 8_000;

    public static string FoldVersion => "registry/1";

    public static RegistryState Empty(string id) => new() { IncidentId = RegistryId.IncidentOf(id) };

    public static string CaseOf(RegistryState state) => state.IncidentId;

    public static IndexRow? Index(RegistryState state, RegistryState before) => null;

    /// <summary>Armed with the append that makes something to do; whoever has done all of it takes it away.</summary>
    public static ClockSet? Clock(RegistryState state, RegistryState before) =>
        Work(state).Except(Work(before)).Any() ? new ClockSet(ClockName, Instants.ToMicros(state.UpdatedAt)) : null;

    /// <summary>The events that a command makes of a state.</summary>
    /// <exception cref="CaseException">The command is malformed, not allowed now, or not for this actor.</exception>
    public static Decision Decide(RegistryState state, RegistryCommand command, DateTimeOffset now)
    {
        if (command.Meta.ExpectedVersion != 0 && command.Meta.ExpectedVersion != state.Version)
        {
            throw CaseException.Stale(RegistryId.Of(state.IncidentId), command.Meta.ExpectedVersion, state.Version);
        }

        return command switch
        {
            DefineCohort c => Define(state, c),
            WithdrawCohort c => Withdraw(state, c),
            BeginImport c => Begin(state, c),
            CancelImport c => Cancel(state, c),
            BeginSealing c => Seal(state, c),
            CompleteSealing c => Complete(state, SystemOnly(c)),
            FailSealing c => Fail(state, SystemOnly(c)),
            OpenLookup c => Open(state, c, now),
            CloseLookup c => Close(state, c, now),
            RecordLookups c => Record(state, SystemOnly(c)),
            RequestChange c => Request(state, c),
            ApproveChange c => Approve(state, c),
            DeclineChange c => Decline(state, c),
            CompleteChange c => Execute(state, SystemOnly(c)),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };
    }

    private static IEnumerable<(string Id, int State)> Work(RegistryState state) =>
    [
        .. state.Cohorts.SelectMany(c => c.Imports).Where(i => i.State is ImportState.Sealing or ImportState.Cancelled).Select(i => (i.ImportId, (int)i.State)),
        .. state.Changes.Where(c => c.State is ChangeState.Approved or ChangeState.Declined).Select(c => (c.ChangeId, (int)c.State)),
    ];

    // What brings people in begins only while the incident is open: of that and its closing, at whatever silos, one comes first.
    private static GuardChange[] WhileOpen(RegistryState state) =>
    [
        new GuardChange(state.IncidentId, IncidentGuards.Closed, RequireZero: true),
        new GuardChange(state.IncidentId, IncidentGuards.Merged, RequireZero: true),
    ];

    // People ask, and have rights, long after an incident was closed; one that was merged away never had any.
    private static GuardChange[] UnlessMerged(RegistryState state) => [new GuardChange(state.IncidentId, IncidentGuards.Merged, RequireZero: true)];

    private static T SystemOnly<T>(T command)
        where T : RegistryCommand => command.Meta.Actor == Actor.System ? command
            : throw new InvalidOperationException($"Only the system sends {typeof(T).Name}.");

    private static CaseException NotFound(string reason, string message) => new(CaseError.NotFound, reason, message);

    private static void NotEmpty(RegistryState state)
    {
        if (state.Version == 0)
        {
            throw CaseException.Refused("registry.empty", $"No cohort of '{state.IncidentId}' was defined yet. Define one first.");
        }
    }
}
