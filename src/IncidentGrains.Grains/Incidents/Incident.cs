using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Access;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Remediation;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Grains.Incidents;

/// <summary>What a decision may look at beside the incident's own state.</summary>
/// <param name="Now">The instant of recording.</param>
/// <param name="RedactionTarget">The event named by a redaction, if there is such an event and its text still stands.</param>
/// <param name="RemainderDigest">SHA-256 of what would remain of that event, in hex.</param>
internal sealed record IncidentContext(DateTimeOffset Now, IDomainEvent? RedactionTarget = null, string RemainderDigest = "")
{
    /// <summary>The playbooks that the command names, or that are suggested if it names none; a plan is null if this server does not know it.</summary>
    public IReadOnlyList<(string Id, PlaybookPlan? Plan)> Playbooks { get; init; } = [];

    /// <summary>Those of the tasks named by the command that belong to the incident.</summary>
    public IReadOnlySet<string> Tasks { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>The rules of an incident. <c>Decide</c> turns a command into events or refuses it; <c>Apply</c> folds an event in.</summary>
internal sealed partial class Incident : IAggregate<IncidentState>
{
    private const int MaxNote = 2_000;
    private const int MaxText = 8_000;

    public static string FoldVersion => "incident/2";

    /// <summary>Sees the incident: everyone while it is open to all, else its members, the holders of roles on it, and the system.</summary>
    public static bool IsVisibleTo(IncidentState state, Actor actor) =>
        !state.Restricted || actor == Actor.System
        || state.Members.Contains(actor.Person) || state.Roles.Exists(r => r.Person == actor.Person);

    /// <summary>What the answer to a command shows its sender: everything, or, to whoever may change access but not read, who is in now.</summary>
    public static IncidentState ShownTo(IncidentState state, Actor actor) => MayRead(state, actor) ? state : new IncidentState
    {
        IncidentId = state.IncidentId,
        Version = state.Version,
        OpenedAt = state.OpenedAt,
        UpdatedAt = state.UpdatedAt,
        Restricted = state.Restricted,
        Members = state.Members,
    };

    private static bool MayRead(IncidentState state, Actor actor) =>
        actor == Actor.System || (actor.IsAny(RoleSets.Readers) && IsVisibleTo(state, actor));

    public static IncidentState Empty(string id) => new() { IncidentId = id };

    public static string CaseOf(IncidentState state) => state.IncidentId;

    public static string ReferenceGuard(string reference) => "reference:" + reference;

    /// <summary>The events that a command makes of a state.</summary>
    /// <exception cref="CaseException">The command is malformed, not allowed now, or not for this actor.</exception>
    public static Decision Decide(IncidentState state, IncidentCommand command, IncidentContext context)
    {
        var actor = command.Meta.Actor;
        if (command is OpenIncident open)
        {
            return state.Version == 0 ? Open(open, context)
                : throw new CaseException(CaseError.Exists, "incident.exists", $"'{state.IncidentId}' is open already.");
        }

        // Restricting is how an administrator lets members in again when the last one has left: it needs no sight of the rest.
        var breaksGlass = command is RestrictIncident && actor.IsAny(Contracts.Access.Roles.Admin);
        if (state.Version == 0 || !(IsVisibleTo(state, actor) || breaksGlass))
        {
            throw CaseException.NotFound(state.IncidentId);
        }

        // Only now: to whoever may not see it, an incident has no version either.
        if (command.Meta.ExpectedVersion != 0 && command.Meta.ExpectedVersion != state.Version)
        {
            throw CaseException.Stale(state.IncidentId, command.Meta.ExpectedVersion, state.Version);
        }

        if (state.Stage == Stage.Merged && command is not (AbsorbIncident or RequestRedaction or ApproveRedaction or DeclineRedaction))
        {
            throw CaseException.Refused("incident.merged", $"'{state.IncidentId}' was merged into '{state.MergedInto}'. Go on there.");
        }

        return command switch
        {
            RecordFact or CorrectFact or ClaimAwareness or LinkIncident when IsFull(state) => throw CaseException.Refused(
                "incident.full", $"'{state.IncidentId}' holds as much as an answer can carry. Add timeline entries instead, or open a linked incident."),
            RecordFact c => Record(state, c, context),
            CorrectFact c => Correct(state, c, context),
            ClaimAwareness c => Claim(state, c, context),
            TriageIncident c => Triage(state, c),
            ConfirmIncident c => Confirm(state, c, context),
            ContainIncident c => Contain(state, c),
            RemediateIncident c => Remediate(state, c),
            CloseIncident c => Close(state, c),
            ReopenIncident c => Reopen(state, c),
            LinkIncident c => Link(state, c),
            UnlinkIncident c => Unlink(state, c),
            MergeIncident c => Merge(state, c),
            AbsorbIncident c => state.Absorbed.Contains(c.Source) ? Decision.Nothing : Decision.Of(new IncidentAbsorbed(c.Source)),
            AssignRole c => Assign(state, c),
            UnassignRole c => Unassign(state, c),
            RestrictIncident c => Restrict(state, c),
            UnrestrictIncident c => Unrestrict(state, c),
            AddTimelineEntry c => AddEntry(state, c, context),
            RequestRedaction c => Request(state, c, context),
            ApproveRedaction c => Approve(state, c, context),
            DeclineRedaction c => Decline(state, c),
            Contracts.Incidents.ApplyPlaybook => ApplyPlaybook(state, context),
            AddTaskDependency c => AddDependency(state, c, context),
            RemoveTaskDependency c => RemoveDependency(state, c),
            _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
        };
    }

    public static IndexRow? Index(IncidentState state, IncidentState before) => new CaseIndexRow(
        state.IncidentId, state.Title, state.Reference, (int)state.Stage, (int)state.Severity,
        state.Roles.Find(r => r.Role == IncidentRole.Commander)?.Person ?? "", state.Restricted, state.Version,
        Instants.ToMicros(state.OpenedAt), Instants.ToMicros(state.UpdatedAt),
        ReferenceEquals(state.Roles, before.Roles) && ReferenceEquals(state.Members, before.Members)
            ? null : [.. state.Members.Union(state.Roles.Select(r => r.Person), StringComparer.Ordinal)]);

    private static Decision Open(OpenIncident command, IncidentContext context)
    {
        var check = new RequestCheck().Required("title", command.Title, 200).Optional("reference", command.Reference, 100)
            .That(command.Facts.Count <= 100, "facts", "holds more than 100 facts; record the others afterwards.")
            .That(command.AwarenessClaims.Count <= 100, "awareness_claims", "holds more than 100 claims; record the others afterwards.");
        for (var i = 0; i < Math.Min(command.Facts.Count, 100); i++)
        {
            CheckFact(check, $"facts[{i}].", command.Facts[i].Kind, command.Facts[i].Value, context);
        }

        for (var i = 0; i < Math.Min(command.AwarenessClaims.Count, 100); i++)
        {
            var claim = command.AwarenessClaims[i];
            CheckClaim(check, $"awareness_claims[{i}].", claim.AwareAt, claim.AssertedBy, claim.Basis, context);
        }

        check.Throw();
        long seq = 1;
        return new Decision(
        [
            new IncidentOpened(command.Title, command.Reference),
            .. command.Facts.Select(f => new FactRecorded(FactIdAt(++seq), f.Kind, f.Value)),
            .. command.AwarenessClaims.Select(c => new AwarenessClaimed(ClaimIdAt(++seq), c.AwareAt, c.AssertedBy, c.Basis)),
        ])
        {
            // Unique across all incidents, and decided in the append itself.
            Guards = command.Reference.Length == 0 ? [] : [new GuardChange(GuardChange.Everywhere, ReferenceGuard(command.Reference), Delta: 1, RequireZero: true)],
        };
    }
}
