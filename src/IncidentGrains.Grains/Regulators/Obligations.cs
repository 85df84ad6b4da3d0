using System.Collections.Immutable;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Regulators;

/// <summary>What a decision may look at beside the obligations' own state.</summary>
/// <param name="Now">The instant of recording.</param>
/// <param name="Assess">What an assessment of the incident's facts makes of a state; null if nothing follows.</param>
/// <param name="MetBy">The event that meets an obligation, in the words of the facts.</param>
/// <param name="Leads">Who leads the incident, and is told when nobody is assigned or a deadline has come.</param>
internal sealed record ObligationContext(
    DateTimeOffset Now, Func<ObligationsState, ObligationsAssessed?> Assess, Func<AssessedObligation, string> MetBy, IReadOnlyList<string> Leads);

/// <summary>The rules of an incident's obligations. <c>Decide</c> turns a command into events or refuses it; <c>Apply</c> folds an event in.</summary>
/// <remarks>Whether the actor may see the incident is asked of it before: these rules take that as given.</remarks>
internal sealed partial class Obligations : IAggregate<ObligationsState>
{
    private const int MaxReason = 2_000;
    private const int MaxReference = 200;

    public static string FoldVersion => "obligations/2";

    public static ObligationsState Empty(string id) => new() { IncidentId = ObligationsId.IncidentOf(id) };

    public static string CaseOf(ObligationsState state) => state.IncidentId;

    /// <summary>The events that a command makes of a state.</summary>
    /// <exception cref="CaseException">The command is malformed, not allowed now, or not for this actor.</exception>
    public static Decision Decide(ObligationsState state, ObligationCommand command, ObligationContext context)
    {
        if (command.Meta.ExpectedVersion != 0 && command.Meta.ExpectedVersion != state.Version)
        {
            throw CaseException.Stale(ObligationsId.Of(state.IncidentId), command.Meta.ExpectedVersion, state.Version);
        }

        return command switch
        {
            RecordRegulatoryFacts c => Record(state, c, context),
            AssessObligations c => Assessed(state, c, context, []),
            MarkObligationMet c => Meet(state, c, context),
            RequestWaiver c => RequestWaiver(state, c),
            ApproveWaiver c => ApproveWaiver(state, c, context),
            DeclineWaiver c => DeclineWaiver(state, c),
            AssignObligation c => Assign(state, c),
            EscalateObligations c => Escalate(state, c, context),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };
    }

    // A list shows each obligation for itself.
    public static IndexRow? Index(ObligationsState state, ObligationsState before) => null;

    public static IReadOnlyList<IndexRow> Rows(ObligationsState state, ObligationsState before) =>
        [.. state.Obligations.Where(o => !ReferenceEquals(before.Find(o.ObligationId), o)).Select(o => new ObligationIndexRow(state.IncidentId, o))];

    private static Decision Record(ObligationsState state, RecordRegulatoryFacts command, ObligationContext context)
    {
        RegulatoryFactsCheck.Refuse(command.Facts);
        return Assessed(state, command, context, [new RegulatoryFactsRecorded(command.Facts)]);
    }

    // An obligation that waits can be met early; the law counts it once its clock starts.
    private static Decision Meet(ObligationsState state, MarkObligationMet command, ObligationContext context)
    {
        var at = command.At ?? context.Now;
        new RequestCheck().Required("reference", command.Reference, MaxReference)
            .That(at <= context.Now || command.Meta.Actor == Actor.System, "met_at", "is in the future; send the instant at which it was met, or none for now.").Throw();
        var entry = Known(state, command.ObligationId);
        if (entry.Law.Status == ObligationStatus.Superseded)
        {
            throw CaseException.Refused("obligation.superseded", $"'{entry.ObligationId}' is no longer required{(entry.Law.SupersededBy.Length > 0 ? $": {entry.Law.SupersededBy} took its place. Meet that one" : "")}.");
        }

        // What was met stays met: a report that is sent again changes no clock.
        return entry.Law.DoneAt <= at ? Decision.Nothing
            : Assessed(state, command, context, [new ObligationMet(entry.ObligationId, context.MetBy(entry.Law), at, command.Reference)]) with { Milestone = true };
    }

    private static Decision Assign(ObligationsState state, AssignObligation command)
    {
        if (command.Assignee.Length > 0)
        {
            new RequestCheck().Person("assignee", command.Assignee).Throw();
        }

        var entry = Known(state, command.ObligationId);
        return entry.Assignee == command.Assignee ? Decision.Nothing : Decision.Of(new ObligationAssigned(entry.ObligationId, command.Assignee));
    }

    // What follows from the events is recorded with them: no reader ever sees the one without the other.
    private static Decision Assessed(ObligationsState state, ObligationCommand command, ObligationContext context, ImmutableList<IDomainEvent> events)
    {
        var after = events.Aggregate(state, (s, e) => Apply(s, new RecordedEvent(s.Version + 1, command.Meta.Actor.Person, context.Now, e)));
        return new Decision(context.Assess(after) is { } assessed ? events.Add(assessed) : events);
    }

    private static ObligationEntry Known(ObligationsState state, string obligationId) => state.Find(obligationId) ?? throw new CaseException(
        CaseError.NotFound, "obligation.not_found", $"There is no obligation '{obligationId}' of that incident. Its obligations are listed by ListObligations.");
}
