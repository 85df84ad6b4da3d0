using System.Text.Json.Nodes;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary>The command line as a process, as its users run it.</summary>
internal sealed class Incidentctl(string servers, string? token)
{
    public Incidentctl(Uri server, string? token)
        : this(server.AbsoluteUri, token)
    {
    }

    public Incidentctl(SharedServer server)
        : this(server.Process.Grpc, server.Process.AdminToken)
    {
    }

    /// <summary>Variables of the command's environment besides the server and the token.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Task<Finished> Run(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(Variables, StringComparer.Ordinal) { ["INCIDENTCTL_SERVER"] = servers };
        if (token is not null)
        {
            environment["INCIDENTCTL_TOKEN"] = token;
        }

        return Programs.Run("dotnet", [Repository.Cli, .. arguments], environment: environment);
    }

    /// <summary>Runs a command that must end so, and returns what it printed.</summary>
    public async Task<string> Run(int exitCode, params string[] arguments)
    {
        var finished = await Run(arguments);
        Assert.True(exitCode == finished.ExitCode, $"{string.Join(' ', arguments)}: {finished}");
        return finished.Output;
    }

    /// <summary>Runs a command that must end so, and reads its JSON.</summary>
    public async Task<JsonNode> Json(int exitCode, params string[] arguments) => JsonNode.Parse(await Run(exitCode, [.. arguments, "--output", "json"]))!;
}
