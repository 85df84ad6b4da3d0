using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>One acceptable command of each kind, for an incident of <see cref="History"/>.</summary>
internal static class Commands
{
    public static IReadOnlyDictionary<string, Func<CommandMeta, IncidentCommand>> OnExisting { get; } =
        new Dictionary<string, Func<CommandMeta, IncidentCommand>>(StringComparer.Ordinal)
        {
            ["RecordFact"] = m => new RecordFact(m, FactKind.Began, new FactValue(Instant: IncidentSpec.T0.AddDays(-147))),
            ["CorrectFact"] = m => new CorrectFact(m, "fct-2", new FactValue(Count: 33_673_817), "The logs were read to their end"),
            ["ClaimAwareness"] = m => new ClaimAwareness(m, IncidentSpec.T0, "controller", "Alert of the fraud team"),
            ["TriageIncident"] = m => new TriageIncident(m, Severity.Critical, ["33,673,817 accounts"]),
            ["ConfirmIncident"] = m => new ConfirmIncident(m, "Logs show it"),
            ["ContainIncident"] = m => new ContainIncident(m, "Keys revoked"),
            ["RemediateIncident"] = m => new RemediateIncident(m, "Rotate the signing key"),
            ["CloseIncident:Resolved"] = m => new CloseIncident(m, Resolution.Resolved, "All told, cause gone"),
            ["CloseIncident:NotAnIncident"] = m => new CloseIncident(m, Resolution.NotAnIncident, "A test system"),
            ["ReopenIncident"] = m => new ReopenIncident(m, "Another system is concerned"),
            ["LinkIncident"] = m => new LinkIncident(m, IncidentSpec.Third, LinkKind.CausedBy),
            ["UnlinkIncident"] = m => new UnlinkIncident(m, IncidentSpec.Other, "Another cause"),
            ["MergeIncident"] = m => new MergeIncident(m, IncidentSpec.Third, "The same leak"),
            ["AbsorbIncident"] = m => new AbsorbIncident(m, IncidentSpec.Third),
            ["AssignRole"] = m => new AssignRole(m, IncidentRole.Commander, People.Cho.Person),
            ["UnassignRole"] = m => new UnassignRole(m, IncidentRole.Deputy, History.Deputy),
            ["RestrictIncident"] = m => new RestrictIncident(m, [People.Paula.Person], "Insider suspected"),
            ["UnrestrictIncident"] = m => new UnrestrictIncident(m, "Public now"),
            ["AddTimelineEntry"] = m => new AddTimelineEntry(m, IncidentSpec.T0, "The hotline opened"),
            ["RequestRedaction"] = m => new RequestRedaction(m, "fct-2", "Counted twice"),
            ["ApproveRedaction"] = m => new ApproveRedaction(m, "red-6"),
            ["DeclineRedaction"] = m => new DeclineRedaction(m, "red-6", "Nobody is named"),
            ["ApplyPlaybook"] = m => new ApplyPlaybook(m, Playbooks.Theft.Id),
            ["AddTaskDependency"] = m => new AddTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskC),
            ["RemoveTaskDependency"] = m => new RemoveTaskDependency(m, IncidentSpec.TaskA, IncidentSpec.TaskB, "They are apart"),
        };
}
