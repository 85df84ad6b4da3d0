using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>A company's own playbooks: used as they stand, or not at all.</summary>
[Collection(RealProcesses.Name)]
public sealed class PlaybookFolderTests
{
    private const string Own =
        """
        id: own-rules
        title: What this company does besides
        tasks:
          - key: call-board
            title: Tell the board
            mandatory: true
            priority: urgent
            due_after: 2h
        """;

    [Fact]
    public async Task Playbook_OfTheFolder_BringsItsTasks()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("own.yaml"), Own);
        await using var server = await ServerProcess.Start("--Playbooks", folder.Path);
        using var clients = new Clients(server.Grpc, server.AdminToken);
        var id = (await clients.Open()).IncidentId;
        await clients.Incidents.TriageIncidentAsync(new TriageIncidentRequest { IncidentId = id, CommandId = Clients.NewId(), Severity = Severity.High, Reasons = { "Seen outside" } });
        var confirmed = await clients.Incidents.ConfirmIncidentAsync(new ConfirmIncidentRequest { IncidentId = id, CommandId = Clients.NewId(), Playbooks = { "own-rules" } });

        Assert.Equal(["own-rules"], confirmed.Playbooks);
        var tasks = new RemediationService.RemediationServiceClient(clients.Invoker);
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        ListTasksResponse page;
        do
        {
            page = await tasks.ListTasksAsync(new ListTasksRequest { IncidentId = id }, cancellationToken: bound.Token);
        }
        while (page.Tasks.Count == 0);

        Assert.Equal("Tell the board", Assert.Single(page.Tasks).Title);
    }

    [Fact]
    public async Task Playbook_WithAnError_KeepsTheServerFromStartingAndNamesTheLine()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("own.yaml"), Own.Replace("priority: urgent", "priority: soon", StringComparison.Ordinal));
        using var data = new TemporaryFolder();
        var refused = await ServerProcess.Refused("--data", data.File("data"), "--listen", "127.0.0.1:0", "--rest", "127.0.0.1:0", "--Playbooks", folder.Path);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("own.yaml:7", refused.Error, StringComparison.Ordinal);
    }
}
