using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators.Filings;

/// <summary>What a decision may look at beside the filing's own state.</summary>
/// <param name="Now">The instant of recording.</param>
/// <param name="Prefill">The record as forms read it; null for a command that needs none.</param>
/// <param name="Leads">Who leads the incident, and is told when a demand's deadline nears.</param>
internal sealed record FilingContext(DateTimeOffset Now, FilingPrefill? Prefill, IReadOnlyList<string> Leads);

/// <summary>The rules of a filing. <c>Decide</c> turns a command into events or refuses it; <c>Apply</c> folds an event in.</summary>
/// <remarks>Whether the actor may see the incident is asked of it before: these rules take that as given.</remarks>
internal sealed partial class Filing : IAggregate<FilingState>
{
    private const int MaxNote = 2_000;
    private const int MaxReceipt = 100;
    private const int MaxField = 20_000;
    private const int MaxFields = 100;

    // An answer carries one version's text, a snapshot all of them.
    private const int MaxVersions = 100;
    private const int MaxCharacters = 1_000_000;

    public static string FoldVersion => "filing/1";

    public static FilingState Empty(string id) => new() { FilingId = id };

    public static string CaseOf(FilingState state) => state.IncidentId;

    /// <summary>The events that a command makes of a state.</summary>
    /// <exception cref="CaseException">The command is malformed, not allowed now, or not for this actor.</exception>
    public static Decision Decide(FilingState state, FilingCommand command, FilingContext context)
    {
        if (command is DraftFiling draft)
        {
            return state.Version == 0 ? Draft(draft, context)
                // An obligation that changes is assessed again, and has its filing already.
                : command.Meta.Actor == Actor.System ? Decision.Nothing
                : throw new CaseException(CaseError.Exists, "filing.exists", $"'{state.FilingId}' was drafted already.");
        }

        if (state.Version == 0)
        {
            throw CaseException.NotFound(state.FilingId);
        }

        if (command.Meta.ExpectedVersion != 0 && command.Meta.ExpectedVersion != state.Version)
        {
            throw CaseException.Stale(state.FilingId, command.Meta.ExpectedVersion, state.Version);
        }

        return command switch
        {
            UpdateFilingFields c => Update(state, c),
            RefreshFiling => Refresh(state, context),
            SubmitFilingForReview c => Submit(state, c, context),
            ReturnFilingToDraft c => Return(state, c),
            ApproveFiling c => Approve(state, c),
            RecordFilingFiled c => Filed(state, c, context),
            RecordFilingSentBack c => SentBack(state, c, context),
            StartFilingVersion c => Start(state, c),
            MarkFilingFinal => Finalise(state),
            WithdrawFiling c => Withdraw(state, c),
            RecordFilingExported c => Exported(state, c),
            EscalateFilingDemands c => Escalate(state, c, context),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };
    }

    public static IndexRow? Index(FilingState state, FilingState before) => new FilingIndexRow(state);

    private static Decision Draft(DraftFiling command, FilingContext context)
    {
        var plan = context.Prefill!.Plan(command);
        return Decision.Of(new FilingDrafted(
            command.IncidentId, [.. plan.Scope.Obligations.Select(o => o.ObligationId)], plan.Scope.Regulator, plan.Scope.Jurisdiction, plan.Scope.TimeZone,
            plan.Form.Id, plan.Form.Digest, plan.Scope.Language, plan.Form.Title.In(plan.Scope.Language), plan.Fields)) with
        {
            // Nothing new begins in an incident that is over; what began before goes on, because regulators do.
            Guards =
            [
                new GuardChange(command.IncidentId, IncidentGuards.Closed, RequireZero: true),
                new GuardChange(command.IncidentId, IncidentGuards.Merged, RequireZero: true),
            ],
        };
    }

    private static FilingVersion Require(FilingState state, string what, params ReadOnlySpan<FilingVersionState> states)
    {
        RequireOpen(state, what);
        return states.Contains(state.Latest.State) ? state.Latest : throw CaseException.Refused(
            "filing.state", $"Version {state.Latest.Number} of '{state.FilingId}' is {Name(state.Latest.State)} and can't {what}. That is possible from {string.Join(", ", states.ToArray().Select(Name))}.");
    }

    private static void RequireOpen(FilingState state, string what)
    {
        if (state.Status != FilingStatus.Open)
        {
            throw CaseException.Refused("filing.over", $"'{state.FilingId}' is {state.Status.ToString().ToUpperInvariant()} and can't {what}. Draft another filing.");
        }
    }

    private static Decision Fitting(FilingState state, ImmutableList<FilingField> fields, Decision decision) =>
        Size(fields) + state.Versions.Where(v => v.Number != state.Latest.Number).Sum(v => Size(v.Fields)) > MaxCharacters ? throw Full(state) : decision;

    private static CaseException Full(FilingState state) =>
        CaseException.Refused("filing.full", $"'{state.FilingId}' holds as much text as a filing can. Withdraw it, and draft another.");

    private static int Size(ImmutableList<FilingField> fields) => fields.Sum(f => f.Text.Length);

    private static string Name(FilingVersionState state) => state switch
    {
        FilingVersionState.InReview => "IN_REVIEW",
        FilingVersionState.SentBack => "SENT_BACK",
        _ => state.ToString().ToUpperInvariant(),
    };
}
