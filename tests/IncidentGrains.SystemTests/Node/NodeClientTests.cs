using System.Text.Json.Nodes;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Node;

/// <summary>A client in another language, made from protos/ alone.</summary>
[Collection(RealProcesses.Name)]
public sealed class NodeClientTests(SharedServer server)
{
    [SkippableByTool("npm")]
    public async Task Client_InJavaScript_OpensTriagesListsWatchesAndReadsARefusal()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "package.json", "package-lock.json", "client.js" })
        {
            File.Copy(Repository.File("tests", "clients", "node", file), folder.File(file));
        }

        var install = await Programs.Run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder.Path);
        Assert.True(install.ExitCode == 0, install.ToString());
        var ran = await Programs.Run(
            "node", ["client.js", server.Process.Grpc.Authority, Repository.File("protos")], folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["INCIDENTCTL_TOKEN"] = server.Process.AdminToken });
        Assert.True(ran.ExitCode == 0, ran.ToString());

        var said = JsonNode.Parse(ran.Output)!;
        Assert.Equal(("STAGE_OPEN", "STAGE_TRIAGED", "2"), ((string)said["opened"]!, (string)said["triaged"]!, (string)said["version"]!));
        Assert.True((bool)said["listed"]!);
        Assert.Equal(["incident.opened.v1", "incident.triaged.v1"], said["watched"]!.AsArray().Select(t => (string)t!));
        Assert.Equal(9, (int)said["refused"]!["code"]!);
        Assert.Contains("RESOLVED from REMEDIATING", (string)said["refused"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(["google.rpc.ErrorInfo", "google.rpc.PreconditionFailure"], said["refused"]!["details"]!.AsArray().Select(t => (string)t!));
    }
}
