using System.CommandLine;
using System.Diagnostics;
using Grpc.Core;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Yaml;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary><c>incidentctl cohort import</c>: brings files of people into a cohort.</summary>
internal static class ImportCommand
{
    private static readonly string[] RejectColumns = ["file", "line", "column", "reason"];

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "CSV in UTF-8 whose first line names the columns; plain, gzip, or zip archives of such files; or Apache Arrow IPC.", Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Incident = new("--incident") { Description = "The incident.", HelpName = "ID", Required = true };

    private static readonly Option<string> Cohort = new("--cohort") { Description = "The cohort's name or id; define it before.", HelpName = "NAME", Required = true };

    private static readonly Option<FileInfo?> Map = new("--map")
    {
        Description = "What the columns mean, in YAML. Default: the header's names are those of the fields (member_id, email, …).", HelpName = "MAPPING.yaml",
    };

    private static readonly Option<int?> Preview = new("--preview") { Description = "Show what the first N rows would become, at most 100; record nothing.", HelpName = "N" };

    private static readonly Option<string?> Rejects = new("--rejects")
    {
        Description = "Where the places of rows go that are not taken. Default: the first FILE.rejects.csv; created only if there are any.", HelpName = "FILE",
    };

    private static readonly Option<bool> NoSeal = new("--no-seal") { Description = "Stop before the people count; the same command without this seals." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Preview.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var rows) || rows is < 1 or > 100))
            {
                result.AddError($"--preview: '{token.Value}' does not lie between 1 and 100");
            }
        });
        var command = new Command("import", "Brings files of people into a cohort. Interrupted, it goes on where it was when run again with the same files.")
        {
            Files, Incident, Cohort, Map, Preview, Rejects, NoSeal,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var files = parsed.GetRequiredValue(Files).Select(SourceFile.Of).ToList();
        var mapping = parsed.GetValue(Map) is { } map ? ReadMapping(map) : new ImportMapping();
        using var connection = GlobalOptions.Open(parsed);
        var client = new CohortsService.CohortsServiceClient(connection.Invoker);
        var run = new ImportRun(client, connection.Unary, parsed.GetRequiredValue(Incident), parsed.GetRequiredValue(Cohort));
        try
        {
            var (cohort, identifiers) = await run.Cohort(cancellation);
            var parts = new SourceParts(files);
            var sample = Headers.Check(parts, ImportMap.ForRows(mapping, cohort, identifiers), parsed.GetValue(Preview) ?? 1);
            if (parsed.GetValue(Preview) is { } rows)
            {
                Reply.Write(await client.PreviewImportAsync(
                    new PreviewImportRequest { IncidentId = cohort.IncidentId, CohortId = cohort.CohortId, Mapping = mapping, Sample = sample, Rows = rows }, connection.Unary(cancellation)), GlobalOptions.Output(parsed));
                return ExitCode.Done;
            }

            return await Import(parsed, run, cohort, mapping, files, parts, cancellation);
        }
        catch (ImportStoppedException e)
        {
            Terminal.Line(Terminal.Error, "stopped: " + e.Message, Styles.Bad);
            return ExitCode.Refused;
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            var code = Failure.Report(e, parsed);
            GoOn(run);
            return code;
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && e is OperationCanceledException or RpcException)
        {
            Terminal.Line(Terminal.Error, "interrupted", Styles.Warn);
            GoOn(run);
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> Import(
        ParseResult parsed, ImportRun run, Cohort cohort, ImportMapping mapping, List<SourceFile> files, SourceParts parts, CancellationToken cancellation)
    {
        var rejectsPath = parsed.GetValue(Rejects) ?? files[0].Path + ".rejects.csv";
        using var rejects = new RejectsFile(rejectsPath, RejectColumns);
        var began = Stopwatch.GetTimestamp();
        var import = await run.Begin(cohort, mapping, files, cancellation);
        using var reader = import.State == ImportState.Open ? new ChunkReader(parts) : null;
        await ImportProgress.Show(
            async () =>
            {
                if (reader is not null)
                {
                    await run.Send(reader, cancellation);
                }

                if (reader is null || !parsed.GetValue(NoSeal))
                {
                    await run.Seal(reader, cancellation);
                }
            },
            parts, run);
        await foreach (var reject in run.Rejects(cancellation))
        {
            rejects.Add(reject.File, $"{reject.Line}", reject.Column, reject.Reason);
        }

        ImportReport.Print(parsed, run, reader, Stopwatch.GetElapsedTime(began), rejectsPath);
        return ExitCode.Done;
    }

    private static void GoOn(ImportRun run)
    {
        if (run.Import is { } import)
        {
            Terminal.Line(Terminal.Error, $"what the server has of '{import.ImportId}' stays there: run the same command again to go on", Styles.Dim);
        }
    }

    private static ImportMapping ReadMapping(FileInfo file)
    {
        try
        {
            using var text = file.OpenText();
            return ImportMap.Read(text);
        }
        catch (YamlRefusedException e)
        {
            throw new UsageException($"{file}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the mapping can't be read: {e.Message}");
        }
    }
}
