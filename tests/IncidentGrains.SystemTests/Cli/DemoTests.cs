using System.Text.Json.Nodes;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary><c>demo</c>: the whole case on a server that it starts and stops itself.</summary>
[Collection(RealProcesses.Name)]
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_PlayedFromStartToProof_IsVerified()
    {
        using var folder = new TemporaryFolder();
        var results = folder.File("demo");
        var finished = await Programs.Run("dotnet", [Repository.Cli, "demo", "--out", results]);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        var summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(results, "summary.json")))!;
        var ledger = summary["ledger"]!.AsObject();
        Assert.NotEmpty(ledger);
        Assert.Equal(("verified", "verified"), ((string)ledger["online"]!, (string)ledger["export"]!));
    }
}
