using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Regulators;

/// <summary><c>filing export FIL-ID --format pdf --out FILE</c>.</summary>
internal static class FilingExportCall
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
        var request = (ExportFilingRequest)call.Request;
        var reply = await new FilingsService.FilingsServiceClient(call.Connection.Invoker).ExportFilingAsync(request, call.Connection.Unary(cancellation));
        var content = reply.Data.Memory;
        if (path == "-")
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(content, cancellation);
            return ExitCode.Done;
        }

        await OutputFile.Write(path, async file =>
        {
            await file.WriteAsync(content, cancellation);
            return content.Length;
        });
        var digest = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        if (call.Output == OutputFormat.Json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { filingId = request.FilingId, file = path, bytes = content.Length, sha256 = digest, masked = !request.Clear }));
            return ExitCode.Done;
        }

        Terminal.Line(Terminal.Out, $"wrote {path}, {content.Length:N0} bytes, {(request.Clear ? "in clear; the ledger holds its reason and digest" : "contact points and names of staff masked")}");
        Terminal.Line(Terminal.Out, $"sha256 {digest}", Styles.Dim);
        if (request.Format == FilingExportFormat.Bundle)
        {
            Terminal.Line(Terminal.Out, $"check it with: incidentctl bundle verify {path} --fingerprint …");
        }

        return ExitCode.Done;
    }
}
