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

    [Fact]
    public async Task Cohorts_WithoutACommonIdentifier_AreCompared_WithAnEstimateOfTheirOverlap()
    {
        using var folder = new TemporaryFolder();
        var (members, newsletter) = (Path.Combine(folder.Path, "members.csv"), Path.Combine(folder.Path, "newsletter.csv"));
        await File.WriteAllLinesAsync(members, ["member_id,email", "1,kim@mail.example", "2,lee@mail.example", "3,home@mail.example", "4,home@mail.example", "5,"]);
        await File.WriteAllLinesAsync(newsletter, ["email", "Kim@mail.example", "home@mail.example", "park@mail.example"]);
        var incident = (string)(await _ctl.Json(0, "incident", "open", "--title", "Shop: accounts seen in a forum"))["incidentId"]!;
        foreach (var (name, file) in new[] { ("members", members), ("newsletter", newsletter) })
        {
            await _ctl.Run(0, "cohort", "define", incident, "--name", name, "--title", "All", "--source-system", "crm", "--determination", "By orders", "--categories", "email");
            await _ctl.Run(0, "cohort", "import", file, "--incident", incident, "--cohort", name);
        }

        var compared = await _ctl.Run(0, "cohort", "compare", incident, "--cohort", "members", "--other", "newsletter");
        Assert.Equal(
            """
              only the first  5
              only the other  3
              maybe both      1 likely, at most 2: other identities, but an address or number in common (estimate)
              version         9 of the registry

            """,
            compared.Replace("  both            0\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_OfIdentifiers_IsAnsweredLineByLine()
    {
        using var folder = new TemporaryFolder();
        var (people, list, answers) = (Path.Combine(folder.Path, "people.csv"), Path.Combine(folder.Path, "list.txt"), Path.Combine(folder.Path, "answers.csv"));
        await File.WriteAllLinesAsync(people, ["member_id,email", "1,kim@mail.example", "2,lee@mail.example"]);
        await File.WriteAllLinesAsync(list, ["Lee@mail.example", "", "=nobody@mail.example", new string('x', 257), "kim@mail.example"]);
        var incident = (string)(await _ctl.Json(0, "incident", "open", "--title", "Shop: accounts seen in a forum"))["incidentId"]!;
        await _ctl.Run(0, "cohort", "define", incident, "--name", "members", "--title", "All", "--source-system", "crm", "--determination", "By orders", "--categories", "name", "--categories", "email");
        await _ctl.Run(0, "cohort", "import", people, "--incident", incident, "--cohort", "members");
        var session = (string)(await _ctl.Json(0, "cohort", "open-lookup", incident, "--reason", "A partner's customers"))["sessionId"]!;
        string[] ask = ["cohort", "look-up-values", list, "--incident", incident, "--session-id", session];
        var asked = await _ctl.Run([.. ask, "--kind", "email", "--out", answers]);
        Assert.Equal((0, "4 on the list, 2 of them affected, 1 unusable\n"), (asked.ExitCode, asked.Error));
        string[] expected =
            ["identifier,affected,categories,cohorts", "Lee@mail.example,yes,name|email,members", "'=nobody@mail.example,no,,", $"{new string('x', 257)},unusable,,", "kim@mail.example,yes,name|email,members"];
        Assert.Equal(expected, await File.ReadAllLinesAsync(answers));

        // A list that is read wrongly would name other people.
        await File.WriteAllBytesAsync(list, [(byte)'a', (byte)'\n', 0xff, (byte)'\n']);
        var unreadable = await _ctl.Run([.. ask, "--kind", "email"]);
        Assert.Equal(2, unreadable.ExitCode);
        Assert.Contains("it is not UTF-8", unreadable.Error, StringComparison.Ordinal);
    }
}
