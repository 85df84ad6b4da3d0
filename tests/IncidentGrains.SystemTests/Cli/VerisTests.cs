using System.Text.Json.Nodes;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary><c>veris</c>: a record in VERIS goes in, and comes out as it was.</summary>
[Collection(RealProcesses.Name)]
public sealed class VerisTests : IAsyncLifetime
{
    private static readonly string Sample = Repository.File("deploy", "veris", "sample.json");

    private readonly TemporaryFolder _folder = new();
    private ServerProcess _server = null!;

    // A server of its own: the references of records are unique on a server.
    public async Task InitializeAsync() => _server = await ServerProcess.Start();

    [Fact]
    public async Task Sample_ImportedExportedAndImported_IsTheSame()
    {
        var first = await Ctl().Json(0, "veris", "import", Sample);
        Assert.Equal("opened", (string?)first["verdict"]);
        var id = (string)first["incidentId"]!;
        var exported = await Ctl().Run(0, "veris", "export", id);
        Assert.Equal(JsonNode.Parse(await File.ReadAllTextAsync(Sample))!.ToJsonString(), JsonNode.Parse(exported)!.ToJsonString());

        var again = await Ctl().Json(0, "veris", "import", Sample);
        Assert.Equal(("existing", id), ((string?)again["verdict"], (string?)again["incidentId"]));
        var incident = await Ctl().Json(0, "incident", "get", id);
        Assert.Equal((1, 5), (incident["awarenessClaims"]!.AsArray().Count, (int)incident["timelineEntryCount"]!));

        // What has changed since travels too: an incident of another name, from the export, knows it.
        await Ctl().Run(0, "incident", "record-fact", id, "--kind", "affected", "--count", "4536");
        await Ctl().Run(0, "incident", "claim-awareness", id, "--aware-at", "2025-11-18T13:52:00Z", "--asserted-by", "investigator");
        var changed = (JsonObject)JsonNode.Parse(await Ctl().Run(0, "veris", "export", id))!;
        changed["incident_id"] = "made-up-0002";
        var copy = await Ctl().Json(0, "veris", "import", Write(changed.ToJsonString()));
        Assert.Equal(changed.ToJsonString(), JsonNode.Parse(await Ctl().Run(0, "veris", "export", (string)copy["incidentId"]!))!.ToJsonString());
        Assert.Equal(Facts(await Ctl().Json(0, "incident", "get", id)), Facts(await Ctl().Json(0, "incident", "get", (string)copy["incidentId"]!)));
    }

    [Fact]
    public async Task File_ThatFailsTheCheck_OpensNothing_AndTheOthersGoOn()
    {
        var finished = await Ctl().Run("veris", "import", Write("{\"incident_id\":\n1,,}"), Sample);
        Assert.True(finished.ExitCode == 1, finished.ToString());
        Assert.Contains("line 2:3", finished.Output, StringComparison.Ordinal);
        Assert.Contains("1 opened, 0 there before, 1 refused", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithoutASchemaOrAServer_SaysWhatItDidNotCheck()
    {
        var finished = await new Incidentctl("http://127.0.0.1:9", null).Run("veris", "check", Sample);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains("1 files, 1 pass, 0 fail", finished.Output, StringComparison.Ordinal);
        Assert.Contains("no schema was given", finished.Error, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    // Facts of kind veris differ in the id; all others are the same.
    private static string Facts(JsonNode incident) => string.Join('\n', incident["facts"]!.AsArray()
        .Where(f => (string?)f!["kind"] != "FACT_KIND_VERIS").Select(f => $"{f!["kind"]} {f["text"]} {f["instant"]} {f["values"]?.ToJsonString()} {f["count"]}"));

    private Incidentctl Ctl() => new(_server.Grpc, _server.AdminToken);

    private string Write(string content)
    {
        var file = _folder.File("record.json");
        File.WriteAllText(file, content);
        return file;
    }
}
