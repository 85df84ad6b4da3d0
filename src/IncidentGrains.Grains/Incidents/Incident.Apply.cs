using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

internal sealed partial class Incident
{
    public static IncidentState Apply(IncidentState state, RecordedEvent item) =>
        Fold(state, item) with { Version = item.Seq, UpdatedAt = item.At };

    private static IncidentState Fold(IncidentState s, RecordedEvent item) => item.Event switch
    {
        IncidentOpened e => s with { Title = e.Title, Reference = e.Reference, Stage = Stage.Open, OpenedAt = item.At },
        FactRecorded e => s with { Facts = s.Facts.Add(new Fact(e.FactId, e.Kind, e.Value, item.At, item.Actor)) },
        FactCorrected e => s with
        {
            Facts = s.Facts.ConvertAll(f => f.FactId == e.Corrects ? f with { CorrectedBy = e.FactId } : f)
                .Add(new Fact(e.FactId, e.Kind, e.Value, item.At, item.Actor, e.Corrects, "", e.Reason)),
        },
        AwarenessClaimed e => s with
        {
            AwarenessClaims = s.AwarenessClaims.Add(new AwarenessClaim(e.ClaimId, e.AwareAt, e.AssertedBy, e.Basis, item.At, item.Actor)),
        },
        IncidentTriaged e => s with
        {
            Severity = e.Severity, SeverityReasons = e.Reasons, Stage = s.Stage == Stage.Open ? Stage.Triaged : s.Stage,
        },
        IncidentConfirmed e => s with { Stage = Stage.Confirmed, StageNote = e.Note },
        IncidentContained e => s with { Stage = Stage.Contained, StageNote = e.Note },
        RemediationBegun e => s with { Stage = Stage.Remediating, StageNote = e.Note },
        IncidentClosed e => s with { Stage = Stage.Closed, ClosedFrom = s.Stage, Resolution = e.Resolution, StageNote = e.Note },
        IncidentReopened e => s with { Stage = e.Stage, ClosedFrom = Stage.None, Resolution = Resolution.None, StageNote = e.Reason },
        IncidentLinked e => s with { Links = s.Links.RemoveAll(l => l.IncidentId == e.Other).Add(new IncidentLink(e.Other, e.Kind)) },
        IncidentUnlinked e => s with { Links = s.Links.RemoveAll(l => l.IncidentId == e.Other) },
        IncidentMerged e => s with { Stage = Stage.Merged, MergedInto = e.Into, StageNote = e.Reason },
        IncidentAbsorbed e => s with { Absorbed = s.Absorbed.Add(e.Source) },
        RoleAssigned e => s with
        {
            // One commander: the role is handed over.
            Roles = s.Roles.RemoveAll(r => r.Role == e.Role && (e.Role == IncidentRole.Commander || r.Person == e.Person))
                .Add(new RoleAssignment(e.Role, e.Person)),
        },
        RoleUnassigned e => s with { Roles = s.Roles.RemoveAll(r => r.Role == e.Role && r.Person == e.Person) },
        IncidentRestricted e => s with { Restricted = true, Members = e.Members },
        RestrictionLifted => s with { Restricted = false, Members = [] },
        TimelineEntryAdded => s with { TimelineEntryCount = s.TimelineEntryCount + 1 },
        RedactionRequested e => s with
        {
            Redactions = s.Redactions.Add(new Redaction(e.RedactionId, e.TargetId, e.EventSeq, e.Reason, item.Actor, RedactionState.Requested)),
        },
        RedactionApproved e => s with { Redactions = Decided(s, e.RedactionId, item, RedactionState.Approved) },
        RedactionDeclined e => s with { Redactions = Decided(s, e.RedactionId, item, RedactionState.Declined) },
        TaskDependencyAdded e => s with { TaskDependencies = s.TaskDependencies.Add(new TaskDependency(e.TaskId, e.DependsOn)) },
        TaskDependencyRemoved e => s with { TaskDependencies = s.TaskDependencies.Remove(new TaskDependency(e.TaskId, e.DependsOn)) },
        PlaybookApplied e => s with { Playbooks = s.Playbooks.Add(e.Playbook), TaskDependencies = s.TaskDependencies.AddRange(Edges([e])) },
        var unknown => throw new InvalidDataException($"No fold is defined for {unknown.GetType().Name}."),
    };

    private static System.Collections.Immutable.ImmutableList<Redaction> Decided(IncidentState s, string id, RecordedEvent item, RedactionState state) =>
        s.Redactions.ConvertAll(r => r.RedactionId == id ? r with { State = state, DecidedBy = item.Actor } : r);
}
