using System.CommandLine;
using System.Text.Json;
using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary><c>incidentctl veris import</c>: opens an incident for each file that passes the check.</summary>
internal static class VerisImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var files = VerisCommand.Files();
        var schema = VerisCommand.Schema();
        var command = new Command("import", "Opens an incident for each file. Safe to run again: what is there is left untouched.") { files, schema };
        command.SetAction((parsed, cancellation) => Run(parsed, parsed.GetRequiredValue(files), parsed.GetValue(schema), cancellation));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, string[] paths, string? schema, CancellationToken cancellation)
    {
        var format = GlobalOptions.Output(parsed);
        var check = await VerisCheck.With(schema, cancellation);
        using var connection = GlobalOptions.Open(parsed);
        var me = await new AccessService.AccessServiceClient(connection.Invoker).WhoAmIAsync(new WhoAmIRequest(), connection.Unary(cancellation));
        var import = new VerisImport(new IncidentsService.IncidentsServiceClient(connection.Invoker), () => connection.Unary(cancellation), me.ServerTime.ToDateTimeOffset());
        var (opened, existing, refused) = (0, 0, 0);
        foreach (var path in paths)
        {
            var (document, findings) = await check.File(path, cancellation);
            try
            {
                if (document is null || findings.Count > 0)
                {
                    refused++;
                    VerisCheckCommand.Print(format, path, findings);
                    continue;
                }

                var (id, isNew) = await import.Send(VerisOpening.Of(document));
                opened += isNew ? 1 : 0;
                existing += isNew ? 0 : 1;
                Print(format, path, id, isNew);
            }
            catch (VerisRefusedException e)
            {
                refused++;
                VerisCheckCommand.Print(format, path, [e.Finding]);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.NotFound)
            {
                // The file's own fault, such as an instant in the future; the others may be better.
                refused++;
                Terminal.Line(Terminal.Error, path, Styles.Bad);
                Failure.Report(e, parsed);
            }
        }

        if (format == OutputFormat.Text)
        {
            Terminal.Line(Terminal.Out, $"{opened:N0} opened, {existing:N0} there before, {refused:N0} refused");
        }

        return refused > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    private static void Print(OutputFormat format, string path, string id, bool isNew)
    {
        if (format == OutputFormat.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { file = path, verdict = isNew ? "opened" : "existing", incidentId = id }));
            return;
        }

        Terminal.Line(Terminal.Out, $"{(isNew ? "opened" : "there before")}  {id}  {path}", Styles.Good);
    }
}
