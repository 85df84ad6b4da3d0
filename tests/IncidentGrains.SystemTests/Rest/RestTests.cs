using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Rest;

/// <summary>The JSON face, as curl sees it.</summary>
[Collection(RealProcesses.Name)]
public sealed class RestTests(SharedServer server)
{
    [SkippableByTool("curl")]
    public async Task Incident_OpenedWithCurl_CanBeReadListedAndSeenAsItWas()
    {
        var title = "Opened by curl " + Clients.NewId()[..8];
        var opened = await Post("incidents", new { commandId = Clients.NewId(), title });
        var id = (string)opened["incidentId"]!;
        Assert.Equal(("STAGE_OPEN", "1"), ((string)opened["stage"]!, (string)opened["version"]!));
        await Post($"incidents/{id}:triage", new { commandId = Clients.NewId(), severity = "SEVERITY_HIGH", reasons = new[] { "Addresses" } });
        await Post($"incidents/{id}/facts", new { commandId = Clients.NewId(), kind = "FACT_KIND_AFFECTED", count = 4536 });

        var now = await Get($"incidents/{id}");
        Assert.Equal(("STAGE_TRIAGED", "4536"), ((string)now["stage"]!, (string)now["facts"]![0]!["count"]!));
        var then = await Get($"incidents/{id}?asOf={(string)opened["openedAt"]!}");
        Assert.Equal(("STAGE_OPEN", "1"), ((string)then["stage"]!, (string)then["version"]!));
        var listed = await Get($"incidents?filter={Uri.EscapeDataString($"title = \"{title}\" AND severity >= HIGH")}&pageSize=1");
        Assert.Equal((id, "1"), ((string)listed["incidents"]![0]!["incidentId"]!, (string)listed["totalSize"]!));
    }

    [SkippableByTool("curl")]
    public async Task Error_InJson_HasCodeMessageAndDetails()
    {
        var opened = await Post("incidents", new { commandId = Clients.NewId(), title = "To be refused" });
        var refused = await Post($"incidents/{(string)opened["incidentId"]!}:confirm", new { commandId = Clients.NewId() }, status: 400);
        Assert.Equal(9, (int)refused["code"]!);
        Assert.Contains("TRIAGED", (string)refused["message"]!, StringComparison.Ordinal);
        var types = refused["details"]!.AsArray().Select(d => (string)d!["@type"]!).ToArray();
        Assert.Contains("type.googleapis.com/google.rpc.ErrorInfo", types);
        Assert.Contains("type.googleapis.com/google.rpc.PreconditionFailure", types);
    }

    [SkippableByTool("curl")]
    public async Task Body_ThatIsNoJson_IsABadRequestThatShowsNothingOfTheInside()
    {
        foreach (var body in new[] { "{", "[]", "{\"title\": 1}", "{\"severity\": \"NONE\"}", "\"\ud83d" })
        {
            var (status, answer) = await Curl("-X", "POST", "-d", body, Url("incidents"));
            Assert.True(status == 400, $"{status} {answer}");
            Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        }
    }

    [SkippableByTool("curl")]
    public async Task Incident_ThatDoesNotExist_Is404()
    {
        var (status, answer) = await Curl(Url("incidents/inc-00000000000000000000000000"));
        Assert.Equal(404, status);
        Assert.Equal("case.not_found", (string)JsonNode.Parse(answer)!["details"]![0]!["reason"]!);
    }

    [SkippableByTool("curl")]
    public async Task Watch_OverHttp_StreamsOneJsonObjectALine()
    {
        var id = (await server.Admin.Open()).IncidentId;
        await server.Admin.AddEntry(id, "First");
        await server.Admin.AddEntry(id, "Second");
        var (status, answer) = await Curl(Url($"incidents/{id}:watch?untilCurrent=true"));
        Assert.Equal(200, status);
        var types = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (string)JsonNode.Parse(l)!["event"]!["type"]!);
        Assert.Equal(["incident.opened.v1", "incident.timeline-entry-added.v1", "incident.timeline-entry-added.v1"], types);
    }

    private string Url(string path) => new Uri(server.Process.Rest, "v1/" + path).AbsoluteUri;

    private async Task<JsonNode> Get(string path, int status = 200) => Json(status, await Curl(Url(path)));

    private async Task<JsonNode> Post(string path, object body, int status = 200) =>
        Json(status, await Curl("-X", "POST", "-d", JsonSerializer.Serialize(body), Url(path)));

    private static JsonNode Json(int expected, (int Status, string Body) answer)
    {
        Assert.True(expected == answer.Status, $"{answer.Status} {answer.Body}");
        return JsonNode.Parse(answer.Body)!;
    }

    private async Task<(int Status, string Body)> Curl(params string[] arguments)
    {
        var finished = await Programs.Run("curl", [
            "-sS", "--max-time", "30", "-H", "Content-Type: application/json", "-H", "Authorization: Bearer " + server.Process.AdminToken,
            "-w", "\n%{http_code}", .. arguments]);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        var end = finished.Output.LastIndexOf('\n');
        return (int.Parse(finished.Output.AsSpan(end + 1)), finished.Output[..end]);
    }
}
