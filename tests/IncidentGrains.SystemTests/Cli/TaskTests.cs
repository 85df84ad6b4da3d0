using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary>Tasks by incidentctl, on a real server: two people, a checklist, and an incident that can't be closed meanwhile.</summary>
[Collection(RealProcesses.Name)]
public sealed class TaskTests(SharedServer server)
{
    private readonly Incidentctl _ctl = new(server);

    [Fact]
    public async Task Task_DoneByOneAndVerifiedByAnother_LetsTheIncidentClose()
    {
        var (kim, lee) = (await Person("kim", "responder"), await Person("lee", "commander"));
        var incident = (string)(await kim.Json(0, "incident", "open", "--title", "Accounts seen in a forum"))["incidentId"]!;
        var created = await kim.Json(
            0, "task", "create", incident, "--title", "Rotate the signing key", "--mandatory", "--priority", "urgent", "--due-at", "2100-01-01T00:00:00Z",
            "--checklist", "Made", "--checklist", "Rolled out", "--assignee", "kim");
        var id = (string)created["taskId"]!;
        Assert.Equal(("TASK_STATE_OPEN", "embedded|kim"), ((string)created["state"]!, (string)created["assignee"]!));

        var refused = await lee.Run("incident", "close", incident, "--resolution", "not-an-incident", "--note", "A test");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("close.mandatory_open", refused.Error, StringComparison.Ordinal);
        Assert.Contains(id, refused.Error, StringComparison.Ordinal);

        var open = await kim.Run("task", "complete", id, "--evidence", "Change 4711");
        Assert.Contains("task.checklist_open", open.Error, StringComparison.Ordinal);
        await kim.Run(0, "task", "start", id);
        await kim.Run(0, "task", "check-item", id, "--item-id", "itm-1");
        await kim.Run(0, "task", "check-item", id, "--item-id", "itm-2");
        await kim.Run(0, "task", "complete", id, "--evidence", "Change 4711");
        Assert.Contains("task.second_person", (await kim.Run("task", "verify", id)).Error, StringComparison.Ordinal);
        await lee.Run(0, "task", "verify", id, "--note", "Seen");

        await lee.Run(0, "incident", "close", incident, "--resolution", "not-an-incident", "--note", "A test");
    }

    [Fact]
    public async Task Text_OfTasks_IsATableAndACard()
    {
        var incident = (string)(await _ctl.Json(0, "incident", "open", "--title", "Accounts seen in a forum"))["incidentId"]!;
        var first = (string)(await _ctl.Json(0, "task", "create", incident, "--title", "Tell the hotline", "--mandatory"))["taskId"]!;
        var second = (string)(await _ctl.Json(0, "task", "create", incident, "--title", "Review the alerts", "--checklist", "All read"))["taskId"]!;
        await _ctl.Run(0, "task", "add-dependency", second, "--depends-on", first);

        var list = await _ctl.Run(0, "task", "list", incident, "--filter", "open = true", "--order-by", "title");
        Assert.Matches($"(?s)ID .*STATE .*PRIORITY.*{second} .*open .*normal .*Review the alerts.*{first} .*Tell the hotline \\(mandatory\\).*2 of 2 tasks", list);

        var card = await _ctl.Run(0, "task", "get", second);
        Assert.Matches($"(?s)^{second}  Review the alerts.*state +open.*waits for +{first}.*Checklist.*itm-1 +no +All read", card);
        Assert.Contains(first, await _ctl.Run(0, "task", "list", "--order-by", "created_at desc"), StringComparison.Ordinal);
        Assert.Equal(2, (await _ctl.Run("task", "get")).ExitCode);
    }

    private async Task<Incidentctl> Person(string subject, string role) =>
        new(server.Process.Grpc, (string)(await _ctl.Json(0, "token", "--subject", subject, "--roles", role))["token"]!);
}
