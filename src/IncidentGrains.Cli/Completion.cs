using System.CommandLine;
using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli;

/// <summary><c>completion bash|zsh</c>: a script by which the shell asks this program what can follow.</summary>
internal static class Completion
{
    private const string Bash = """
        _incidentctl() {
            local IFS=$'\n'
            COMPREPLY=($(incidentctl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o default -F _incidentctl incidentctl
        """;

    private const string Zsh = """
        #compdef incidentctl
        _incidentctl() {
            local -a found
            found=("${(@f)$(incidentctl "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found
        }
        compdef _incidentctl incidentctl
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash or zsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var command = new Command("completion", "Prints a completion script; for bash: source <(incidentctl completion bash)") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(parsed.GetValue(shell) == "bash" ? Bash : Zsh);
            return ExitCode.Done;
        });
        return command;
    }
}
