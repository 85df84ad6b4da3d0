using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary>Cohorts from the command line, against a real server.</summary>
[Collection(RealProcesses.Name)]
public sealed class CohortTests(SharedServer server)
{
    private readonly Incidentctl _ctl = new(server);

    [Fact]
    public async Task Cohort_ThroughItsLife_ReadsWell()
    {
        var incident = (string)(await _ctl.Json(0, "incident", "open", "--title", "Shop: accounts seen in a forum"))["incidentId"]!;
        var defined = await _ctl.Run(
            0, "cohort", "define", incident, "--name", "members", "--title", "회원 전체", "--source-system", "account database",
            "--determination", "Accounts named in the access logs", "--categories", "email", "--categories", "entry_code");
        Assert.StartsWith("members  회원 전체\n", defined, StringComparison.Ordinal);
        Assert.Contains("at stake    email, entry_code", defined, StringComparison.Ordinal);

        var listed = await _ctl.Run(0, "cohort", "list", incident);
        Assert.Contains("members  defined", listed, StringComparison.Ordinal);
        Assert.EndsWith("1 of 1 cohorts, version 2 of the registry\n", listed, StringComparison.Ordinal);

        Assert.Equal("coh-", ((string)(await _ctl.Json(0, "cohort", "get", incident, "--cohort", "members"))["cohortId"]!)[..4]);
        Assert.Contains("0, each once", await _ctl.Run(0, "cohort", "get-registry", incident), StringComparison.Ordinal);
        var withdrawn = await _ctl.Run(0, "cohort", "withdraw", incident, "--cohort", "members", "--reason", "Another company's");
        Assert.Contains("by embedded|admin: Another company's", withdrawn, StringComparison.Ordinal);
        Assert.Contains("at stake", await _ctl.Run(0, "cohort", "get", incident, "--cohort", "members", "--registry-version", "2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfLookUps_IsOpenedAndClosed()
    {
        var incident = (string)(await _ctl.Json(0, "incident", "open", "--title", "Shop: accounts seen in a forum"))["incidentId"]!;
        await _ctl.Run(0, "cohort", "define", incident, "--name", "members", "--title", "All", "--source-system", "crm", "--determination", "By orders", "--categories", "email");
        var opened = await _ctl.Json(0, "cohort", "open-lookup", incident, "--reason", "Calls to the hotline", "--lifetime", "2h", "--max-keys", "100");
        Assert.Equal("LOOKUP_STATE_OPEN", (string)opened["state"]!);
        var closed = await _ctl.Run(0, "cohort", "close-lookup", incident, "--session-id", (string)opened["sessionId"]!);
        Assert.Contains("closed", closed, StringComparison.Ordinal);
    }
}
