using IncidentGrains.Contracts.Incidents;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Every command at every stage: it makes its event where the table says so, and is refused everywhere else.</summary>
public sealed class StageTableTests
{
    private const string Live = "Open Triaged Confirmed Contained Remediating";
    private const string NotMerged = Live + " Closed";
    private const string Always = NotMerged + " Merged";

    private static readonly Dictionary<string, (string Stages, string Event)> Table = new(StringComparer.Ordinal)
    {
        ["RecordFact"] = (NotMerged, "incident.fact-recorded.v1"),
        ["CorrectFact"] = (NotMerged, "incident.fact-corrected.v1"),
        ["ClaimAwareness"] = (NotMerged, "incident.awareness-claimed.v1"),
        ["TriageIncident"] = (Live, "incident.triaged.v1"),
        ["ConfirmIncident"] = ("Triaged", "incident.confirmed.v1"),
        ["ContainIncident"] = ("Confirmed", "incident.contained.v1"),
        ["RemediateIncident"] = ("Contained", "incident.remediation-begun.v1"),
        ["CloseIncident:Resolved"] = ("Remediating", "incident.closed.v1"),
        ["CloseIncident:NotAnIncident"] = ("Open Triaged", "incident.closed.v1"),
        ["ReopenIncident"] = ("Closed", "incident.reopened.v1"),
        ["LinkIncident"] = (NotMerged, "incident.linked.v1"),
        ["UnlinkIncident"] = (NotMerged, "incident.unlinked.v1"),
        ["MergeIncident"] = (Live, "incident.merged.v1"),
        ["AbsorbIncident"] = (Always, "incident.absorbed.v1"),
        ["AssignRole"] = (NotMerged, "incident.role-assigned.v1"),
        ["UnassignRole"] = (NotMerged, "incident.role-unassigned.v1"),
        ["RestrictIncident"] = (NotMerged, "incident.restricted.v1"),
        ["UnrestrictIncident"] = (NotMerged, ""),
        ["AddTimelineEntry"] = (NotMerged, "incident.timeline-entry-added.v1"),
        ["RequestRedaction"] = (Always, "incident.redaction-requested.v1"),
        ["ApproveRedaction"] = (Always, "incident.redaction-approved.v1"),
        ["DeclineRedaction"] = (Always, "incident.redaction-declined.v1"),
        ["ApplyPlaybook"] = ("Confirmed Contained Remediating", "incident.playbook-applied.v1"),
        ["AddTaskDependency"] = (NotMerged, "incident.task-dependency-added.v1"),
        ["RemoveTaskDependency"] = (NotMerged, "incident.task-dependency-removed.v1"),
    };

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var (command, (stages, stored)) in Table)
        {
            foreach (var stage in Always.Split(' '))
            {
                var expected = stages.Split(' ').Contains(stage) ? "event:" + stored : stage == "Merged" ? "incident.merged" : "stage.order";
                cells.Add(command, stage, expected);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Command_AtStage_IsAllowedOrRefusedByTheTable(string command, string stage, string expected)
    {
        var outcome = History.UpTo(Enum.Parse<Stage>(stage)).And(History.Waits).When(Commands.OnExisting[command], by: People.Cho);
        Assert.Equal(expected, outcome.Reason.Length > 0 ? outcome.Reason : "event:" + string.Join(' ', outcome.Names));
    }

    [Fact]
    public void Table_CoversEveryKindOfCommand()
    {
        var kinds = typeof(IncidentCommand).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(IncidentCommand)) && t != typeof(OpenIncident)).Select(t => t.Name).Order(StringComparer.Ordinal);
        Assert.Equal(kinds, Table.Keys.Select(k => k.Split(':')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), Commands.OnExisting.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Command_OnUnknownIncident_IsNotFound(string command) =>
        IncidentSpec.Given().When(Commands.OnExisting[command]).ThenRefused(IncidentGrains.Contracts.CaseError.NotFound, "case.not_found");

    public static TheoryData<string> Names() => [.. Table.Keys];
}
