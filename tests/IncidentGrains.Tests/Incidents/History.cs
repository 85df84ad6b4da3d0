using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Histories of an incident up to a stage: with a fact (fct-2), an entry (tle-3), a link, a deputy and a pending redaction (red-6).</summary>
internal static class History
{
    public const string Deputy = "https://idp.example|dana";

    public static IncidentOpened Opened { get; } = new("Entry codes of the shop leaked", "");

    public static IncidentTriaged Triaged { get; } = new(Severity.High, ["Entry codes open doors"]);

    /// <summary>A task that waits for another.</summary>
    public static TaskDependencyAdded Waits { get; } = new(IncidentSpec.TaskA, IncidentSpec.TaskB);

    private static IDomainEvent[] Beginning { get; } =
    [
        Opened,
        new FactRecorded("fct-2", FactKind.Affected, new FactValue(Count: 4_536)),
        new TimelineEntryAdded("tle-3", IncidentSpec.T0, "The first alert came in"),
        new IncidentLinked(IncidentSpec.Other, LinkKind.Related),
        new RoleAssigned(IncidentRole.Deputy, Deputy),
        new RedactionRequested("red-6", "tle-3", 3, "Names a customer"),
    ];

    public static IncidentSpec UpTo(Stage stage) => IncidentSpec.Given([.. Beginning, .. Steps(stage)]);

    public static IncidentSpec ClosedFrom(Stage stage, Resolution resolution) => UpTo(stage).And(new IncidentClosed(resolution, "Done"));

    private static IDomainEvent[] Steps(Stage stage) => stage switch
    {
        Stage.Open => [],
        Stage.Triaged => [Triaged],
        Stage.Confirmed => [.. Steps(Stage.Triaged), new IncidentConfirmed("")],
        Stage.Contained => [.. Steps(Stage.Confirmed), new IncidentContained("Keys revoked")],
        Stage.Remediating => [.. Steps(Stage.Contained), new RemediationBegun("")],
        Stage.Closed => [.. Steps(Stage.Remediating), new IncidentClosed(Resolution.Resolved, "Done")],
        Stage.Merged => [.. Steps(Stage.Triaged), new IncidentMerged(IncidentSpec.Other, "The same leak")],
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };
}
