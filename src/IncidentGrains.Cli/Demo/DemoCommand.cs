using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Cli.Demo;

/// <summary><c>incidentctl demo</c>: a case from the first night to the proof, on a server that it starts and stops.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the results go.", HelpName = "DIR", DefaultValueFactory = _ => "./incidentgrains-demo",
    };

    private static readonly Option<int> Members = new("--members")
    {
        Description = "How many people the largest cohort has, all of them made up; the case had 33673817.", HelpName = "N", DefaultValueFactory = _ => 300_000,
    };

    private static readonly Option<bool> Keep = new("--keep") { Description = "Leave the server running until Ctrl-C, and print commands to try." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Members.Validators.Add(result => FieldErrors.Report(result, "--members", () =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var members) || members is < 4_536 or > 75_000_000))
            {
                throw new FormatException("a number of people lies between 4,536, who were known first, and 75,000,000");
            }
        }));
        var command = new Command("demo", "Plays a breach of 33.7 million accounts on a server of its own, and proves its record.") { Out, Members, Keep };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "deploy", "scenarios", "coupang.yaml");
        var scenario = Read(file);
        using var folder = new DemoFolder(parsed.GetRequiredValue(Out));
        try
        {
            await Demonstration.Play(scenario, Path.GetDirectoryName(file)!, folder, parsed.GetValue(Members), parsed.GetValue(Keep), cancellation);
            return ExitCode.Done;
        }
        catch (DemoException e)
        {
            Terminal.Line(Terminal.Error, $"the demonstration failed: {e.Message}", Styles.Bad);
            Terminal.Line(Terminal.Error, $"the server's log is {folder["server.log"]}");
            return ExitCode.Refused;
        }
    }

    private static Scenario Read(string file)
    {
        try
        {
            using var text = File.OpenText(file);
            return ScenarioReader.Read(text);
        }
        catch (YamlRefusedException e)
        {
            throw new UsageException($"{file}: {e.Message}");
        }
        catch (IOException e)
        {
            throw new UsageException($"the scenario can't be read: {e.Message}");
        }
    }
}
