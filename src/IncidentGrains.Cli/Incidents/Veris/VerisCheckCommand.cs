using System.CommandLine;
using System.Text.Json;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary><c>incidentctl veris check</c>: a verdict a file. Needs no server.</summary>
internal static class VerisCheckCommand
{
    /// <summary>What is said when no schema is given.</summary>
    public const string NoSchema = "no schema was given: only the fields that this program reads were checked (--schema FILE checks all)";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var files = VerisCommand.Files();
        var schema = VerisCommand.Schema();
        var command = new Command("check", "Says of each file whether it passes, and all that is wrong with it. Exit code 1 if one fails. Needs no server.") { files, schema };
        command.SetAction(async (parsed, cancellation) =>
        {
            var check = await VerisCheck.With(parsed.GetValue(schema), cancellation);
            var paths = parsed.GetRequiredValue(files);
            var failed = 0;
            foreach (var path in paths)
            {
                var (_, findings) = await check.File(path, cancellation);
                failed += findings.Count > 0 ? 1 : 0;
                Print(GlobalOptions.Output(parsed), path, findings);
            }

            if (GlobalOptions.Output(parsed) == OutputFormat.Text)
            {
                Terminal.Line(Terminal.Out, $"{paths.Length:N0} files, {paths.Length - failed:N0} pass, {failed:N0} fail");
            }

            if (parsed.GetValue(schema) is null)
            {
                Terminal.Line(Terminal.Error, NoSchema, Styles.Warn);
            }

            return failed > 0 ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Prints a file's verdict.</summary>
    public static void Print(OutputFormat format, string path, IReadOnlyList<VerisFinding> findings)
    {
        var verdict = findings.Count == 0 ? "pass" : "fail";
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { file = path, verdict, findings }));
            return;
        }

        Terminal.Line(Terminal.Out, $"{verdict}  {path}", findings.Count == 0 ? Styles.Good : Styles.Bad);
        foreach (var finding in findings)
        {
            Terminal.Line(Terminal.Out, "  " + SafeText.Line(finding.ToString()));
        }
    }
}
