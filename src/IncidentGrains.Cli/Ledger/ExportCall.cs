using System.CommandLine;
using System.Text.Json;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Ledger;

/// <summary><c>ledger export CASE --out FILE</c>: the file appears under its name only once it is whole.</summary>
internal static class ExportCall
{
    /// <summary>Adds the option <c>--out</c> and returns what the command does.</summary>
    public static Func<ApiCall, CancellationToken, Task<int>> AddTo(Command command)
    {
        var file = new Option<string>("--out")
        {
            Description = "Where to write the export; an existing file is replaced. - writes to standard output.",
            HelpName = "FILE|-",
            Required = true,
        };
        command.Options.Add(file);
        return (call, cancellation) => Run(call, call.Parsed.GetValue(file)!, cancellation);
    }

    private static async Task<int> Run(ApiCall call, string path, CancellationToken cancellation)
    {
        var request = (ExportCaseRequest)call.Request;
        var length = await OutFile.Write(path, file => ExportDownload.To(file, request, call.Connection, cancellation));
        if (OutFile.IsStandardOutput(path))
        {
            return ExitCode.Done;
        }

        if (call.Output == OutputFormat.Json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { caseId = request.CaseId, file = path, bytes = length }));
        }
        else
        {
            Terminal.Line(Terminal.Out, $"wrote {path}, {length:N0} bytes; check it with: incidentctl ledger verify {path} --fingerprint …");
        }

        return ExitCode.Done;
    }
}
