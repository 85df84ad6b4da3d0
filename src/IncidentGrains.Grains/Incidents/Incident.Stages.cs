using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

// Stages follow each other; a step that is out of order is refused with what has to come first.
internal sealed partial class Incident
{
    private static Decision Triage(IncidentState state, TriageIncident command)
    {
        var check = new RequestCheck()
            .That(Enum.IsDefined(command.Severity) && command.Severity != Severity.None, "severity", "is not set; send LOW, MEDIUM, HIGH or CRITICAL.")
            .That(command.Reasons.Count is >= 1 and <= 20, "reasons", "must hold 1 to 20 reasons.");
        for (var i = 0; i < Math.Min(command.Reasons.Count, 20); i++)
        {
            check.Required($"reasons[{i}]", command.Reasons[i], MaxNote);
        }

        check.Throw();
        return state.Stage == Stage.Closed
            ? throw OutOfOrder(state, "be triaged", "Reopen it first.")
            : Decision.Of(new IncidentTriaged(command.Severity, command.Reasons)) with { Milestone = state.Stage == Stage.Open };
    }

    private static Decision Confirm(IncidentState state, ConfirmIncident command, IncidentContext context)
    {
        new RequestCheck().Optional("note", command.Note, MaxNote).Throw();
        var confirmed = Step(state, Stage.Triaged, "be confirmed", new IncidentConfirmed(command.Note));
        var applied = Planned(state, context, i => $"playbooks[{i}]");
        return confirmed with
        {
            Events = [.. confirmed.Events, .. applied],
            Guards = [new GuardChange(state.IncidentId, IncidentGuards.HoldDefault, Delta: 1), .. Counted(state, applied)],
        };
    }

    private static Decision Contain(IncidentState state, ContainIncident command)
    {
        new RequestCheck().Required("note", command.Note, MaxNote).Throw();
        return Step(state, Stage.Confirmed, "be contained", new IncidentContained(command.Note));
    }

    private static Decision Remediate(IncidentState state, RemediateIncident command)
    {
        new RequestCheck().Optional("note", command.Note, MaxNote).Throw();
        return Step(state, Stage.Contained, "go to remediation", new RemediationBegun(command.Note));
    }

    private static Decision Close(IncidentState state, CloseIncident command)
    {
        new RequestCheck().Required("note", command.Note, MaxNote)
            .That(
                command.Resolution is Resolution.Resolved or Resolution.NotAnIncident, "resolution",
                "is not set; send RESOLVED or NOT_AN_INCIDENT.")
            .Throw();
        var allowed = command.Resolution switch
        {
            Resolution.Resolved => state.Stage == Stage.Remediating,
            _ => state.Stage is Stage.Open or Stage.Triaged,
        };
        if (!allowed)
        {
            throw OutOfOrder(
                state, $"be closed as {(command.Resolution == Resolution.Resolved ? "RESOLVED" : "NOT_AN_INCIDENT")}",
                "Close as RESOLVED from REMEDIATING, or as NOT_AN_INCIDENT from OPEN or TRIAGED.");
        }

        return Decision.Of(new IncidentClosed(command.Resolution, command.Note)) with
        {
            Milestone = true,
            Guards = [new GuardChange(state.IncidentId, IncidentGuards.MandatoryOpen, RequireZero: true), new GuardChange(state.IncidentId, IncidentGuards.Closed, Delta: 1)],
        };
    }

    private static Decision Reopen(IncidentState state, ReopenIncident command)
    {
        new RequestCheck().Required("reason", command.Reason, MaxNote).Throw();
        return state.Stage == Stage.Closed
            ? Decision.Of(new IncidentReopened(state.ClosedFrom, command.Reason)) with
            {
                Milestone = true,
                Guards = [new GuardChange(state.IncidentId, IncidentGuards.Closed, Delta: -1)],
            }
            : throw OutOfOrder(state, "be reopened", "Only a closed incident can be.");
    }

    private static Decision Step(IncidentState state, Stage from, string what, Contracts.Ledger.IDomainEvent item) =>
        state.Stage == from ? Decision.Of(item) with { Milestone = true } : throw OutOfOrder(state, what, $"That step leads on from {Name(from)} alone.");

    private static CaseException OutOfOrder(IncidentState state, string what, string hint) =>
        CaseException.Refused("stage.order", $"'{state.IncidentId}' is {Name(state.Stage)} and can't {what}. {hint}");

    private static string Name(Stage stage) => stage.ToString().ToUpperInvariant();
}
