using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Remediation;

namespace IncidentGrains.Cli.Remediation;

/// <summary><c>incidentctl playbook</c>: reads and checks playbooks, here, without a server.</summary>
internal static class PlaybookCommand
{
    /// <summary>The command and those below it.</summary>
    public static Command Create() => new("playbook", "Playbooks, the work that a kind of incident calls for: what comes with the product, and a check of your own. Needs no server.")
    {
        Lint(), List(), Show(),
    };

    private static Command Lint()
    {
        var paths = new Argument<string[]>("FILE|FOLDER") { Description = "Playbooks in YAML, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("lint", "Checks playbooks and names all that is wrong with them. Exit code 1 if there is an error; warnings alone give 0.") { paths };
        command.SetAction(async (parsed, cancellation) =>
        {
            var linter = new PlaybookLinter();
            foreach (var file in YamlFiles.Find(parsed.GetRequiredValue(paths)))
            {
                // One byte more than a playbook may have is enough to refuse it.
                await using var stream = File.OpenRead(file);
                var content = new byte[Math.Min(stream.Length, PlaybookLimits.FileBytes + 1)];
                linter.Add(file, content.AsSpan(0, await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellation)));
            }

            FindingsReport.Write(linter.Files, linter.Findings, GlobalOptions.Output(parsed));
            return linter.Findings.Any(f => f.Finding.IsError) ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the playbooks that come with the product.");
        command.SetAction(parsed => PlaybookReport.Write(Playbooks.BuiltIn, GlobalOptions.Output(parsed)));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("playbook-id") { Description = "The playbook's id, such as mass-account-breach." };
        var command = new Command("show", "Shows a playbook that comes with the product.") { id };
        command.SetAction(parsed => PlaybookReport.Write(
            Playbooks.BuiltIn.Find(parsed.GetRequiredValue(id))
                ?? throw new UsageException($"'{parsed.GetValue(id)}' is none of the playbooks here: {string.Join(", ", Playbooks.BuiltIn.All.Select(p => p.Id))}"),
            GlobalOptions.Output(parsed)));
        return command;
    }
}
