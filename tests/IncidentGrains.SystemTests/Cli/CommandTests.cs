using System.Text.RegularExpressions;
using Google.Protobuf;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Cli;

/// <summary>incidentctl: every RPC has a command, its JSON is proto JSON, its exit codes tell a shell what happened.</summary>
[Collection(RealProcesses.Name)]
public sealed partial class CommandTests(SharedServer server)
{
    private readonly Incidentctl _ctl = new(server);

    [Fact]
    public async Task Json_IsProtoJson()
    {
        var opened = await _ctl.Run(0, "incident", "open", "--title", "Opened by incidentctl", "--output", "json");
        var incident = JsonParser.Default.Parse<Incident>(opened);
        Assert.Equal(("Opened by incidentctl", Stage.Open, 1L), (incident.Title, incident.Stage, incident.Version));
        var got = JsonParser.Default.Parse<Incident>(await _ctl.Run(0, "incident", "get", incident.IncidentId, "--output", "json"));
        got.AsOf = incident.AsOf;
        Assert.Equal(incident, got);
    }

    [Fact]
    public async Task ExitCode_TellsDoneRefusedUsageAndUnreachableApart()
    {
        var id = (await server.Admin.Open()).IncidentId;
        await _ctl.Run(0, "incident", "get", id);

        var refused = await _ctl.Run("incident", "confirm", id);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("FAILED_PRECONDITION", refused.Error, StringComparison.Ordinal);
        Assert.Contains("stage.order", refused.Error, StringComparison.Ordinal);

        var usage = await _ctl.Run("incident", "triage", id, "--severity", "purple");
        Assert.True(usage.ExitCode == 2, usage.ToString());
        Assert.Equal(2, (await _ctl.Run("no-such-command")).ExitCode);

        // Port 1 is nobody's.
        var away = await new Incidentctl(new Uri("http://127.0.0.1:1"), "token").Run("incident", "get", id, "--timeout", "2s");
        Assert.True(away.ExitCode == 3, away.ToString());
        Assert.Contains("127.0.0.1:1", away.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerThatIsAFile_GoesWhereItIsSaid()
    {
        using var folder = new TemporaryFolder();
        var id = (await server.Admin.Open()).IncidentId;
        string[] export = ["obligation", "export-exposure", id, "--estimates", """{"jurisdiction": "SG"}"""];
        var file = folder.File("exposure.xlsx");
        Assert.Equal($"wrote {file}, ", (await _ctl.Run(0, [.. export, "--format", "xlsx", "--out", file]))[..(file.Length + 8)]);
        Assert.StartsWith("PK", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        var said = await _ctl.Json(0, [.. export, "--format", "svg", "--out", file]);
        Assert.Equal(("image/svg+xml", file, new FileInfo(file).Length), ((string)said["contentType"]!, (string)said["file"]!, (long)said["bytes"]!));
        Assert.Single(Directory.GetFiles(folder.Path));

        // What cannot be written says so, and a refusal leaves the file that is there.
        var nowhere = await _ctl.Run([.. export, "--format", "csv", "--out", folder.File("none/exposure.csv")]);
        Assert.True(nowhere.ExitCode == 2 && nowhere.Error.Contains("--out: ", StringComparison.Ordinal), nowhere.ToString());
        await _ctl.Run(1, [.. export, "--out", file]);
        Assert.StartsWith("<?xml", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Contains("estimate,jurisdiction", await _ctl.Run(0, [.. export, "--format", "csv"]), StringComparison.Ordinal);
        Assert.StartsWith("BEGIN:VCALENDAR", await _ctl.Run(0, "obligation", "calendar"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_WithoutAToken_IsToldHowToGiveOne()
    {
        var finished = await new Incidentctl(server.Process.Grpc, token: null).Run("access", "whoami");
        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("INCIDENTCTL_TOKEN_FILE", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_MintedByTheCommand_IsAccepted()
    {
        var minted = await _ctl.Json(0, "token", "--subject", "cli-user", "--roles", "auditor");
        var me = await new Incidentctl(server.Process.Grpc, (string)minted["token"]!).Json(0, "access", "whoami");
        Assert.Equal("embedded|cli-user", (string)me["person"]!);
    }

    [Fact]
    public async Task EveryRpc_HasACommand()
    {
        var services = IncidentsReflection.Descriptor.Services.Concat(CohortsReflection.Descriptor.Services).Concat(RemediationReflection.Descriptor.Services).Concat(FilingsReflection.Descriptor.Services).Concat(LedgerReflection.Descriptor.Services).Concat(AccessReflection.Descriptor.Services);
        var nouns = Commands(await _ctl.Run(0, "--help"));
        foreach (var service in services)
        {
            var noun = service.Name.Replace("Service", "", StringComparison.Ordinal) switch { "Incidents" => "incident", "Remediation" => "task", "Cohorts" => "cohort", "Filings" => "filing", var other => other.ToLowerInvariant() };
            Assert.Contains(noun, nouns);
            var verbs = Commands(await _ctl.Run(0, noun, "--help"));
            foreach (var method in service.Methods.Where(m => !m.IsClientStreaming))
            {
                Assert.Contains(Verb(method.Name), verbs);
            }
        }
    }

    // The names that the README promises: kebab-case without the noun, and three that read better otherwise.
    private static string Verb(string method) => method switch
    {
        "WhoAmI" => "whoami",
        "ExportCase" => "export",
        _ => Hump().Replace(Noun().Replace(method, ""), "-").ToLowerInvariant(),
    };

    private static string[] Commands(string help) =>
        [.. help[help.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(l => Name().Match(l).Value.Trim()).Where(n => n.Length > 0)];

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex Hump();

    [GeneratedRegex("(?:Incident|Task|Cohort|Filing)s?", RegexOptions.None, 1000)]
    private static partial Regex Noun();

    [GeneratedRegex("^  [a-z][a-z-]*", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
