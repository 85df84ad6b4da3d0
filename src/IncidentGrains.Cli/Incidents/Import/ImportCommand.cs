using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Yaml;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary><c>incidentctl incident import</c>: opens incidents from a breach register in CSV.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> Register = new("FILE") { Description = "The register: CSV in UTF-8, its first line names the columns." };

    private static readonly Option<FileInfo> Map = new("--map")
    {
        Description = "What the columns mean, in YAML; deploy/registers has examples.", HelpName = "MAPPING.yaml", Required = true,
    };

    private static readonly Option<int?> Preview = new("--preview") { Description = "Print the first N rows as they would be opened; send nothing.", HelpName = "N" };

    private static readonly Option<string?> Rejects = new("--rejects")
    {
        Description = "Where rows go that open nothing, with the reason. Default: FILE.rejects.csv; created only if there are any.", HelpName = "FILE",
    };

    private static readonly Option<int> Concurrency = new("--concurrency")
    {
        Description = "How many rows are under way at once, 1 to 256.", HelpName = "N", DefaultValueFactory = _ => 16,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Concurrency.Validators.Add(result => Within(result, 1, 256));
        Preview.Validators.Add(result => Within(result, 1, 1_000_000));
        var command = new Command("import", "Opens incidents from a breach register in CSV. Safe to run again: what is there is left untouched.")
        {
            Register, Map, Preview, Rejects, Concurrency,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Within(System.CommandLine.Parsing.OptionResult result, int least, int most)
    {
        if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number < least || number > most))
        {
            result.AddError($"{result.Option.Name}: '{token.Value}' does not lie between {least} and {most}");
        }
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(Register);
        var mapping = ReadMapping(parsed.GetRequiredValue(Map));
        try
        {
            await using var stream = new FileStream(file.FullName, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
            var register = new RegisterFile(stream, mapping);
            return parsed.GetValue(Preview) is { } count
                ? PrintPreview(parsed, register, mapping, count)
                : await Import(parsed, register, stream.Length, mapping, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e.Message);
        }
    }

    private static RegisterMapping ReadMapping(FileInfo file)
    {
        try
        {
            using var text = file.OpenText();
            return RegisterMappingReader.Read(text);
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

    private static int PrintPreview(ParseResult parsed, RegisterFile register, RegisterMapping mapping, int count)
    {
        var format = GlobalOptions.Output(parsed);
        var mapper = new RowMapper(mapping, register.Columns, TimeProvider.System.GetUtcNow());
        var tally = new ImportTally();
        while (tally.Rows < count && register.Next() is { } row)
        {
            var (opening, reject) = mapper.Map(row);
            tally = tally with { Rows = tally.Rows + 1, Rejected = tally.Rejected + (reject is null ? 0 : 1) };
            if (opening is not null)
            {
                ImportReport.PrintOpening(format, opening, mapping.TimeZone);
            }
            else
            {
                ImportReport.PrintReject(format, reject!);
            }
        }

        if (format == OutputFormat.Json)
        {
            ImportReport.PrintTally(tally);
        }
        else
        {
            Terminal.Line(Terminal.Out, $"{tally.Rows - tally.Rejected:N0} rows would be opened, {tally.Rejected:N0} rejected. Nothing was sent.");
        }

        return ExitCode.Done;
    }

    private static async Task<int> Import(ParseResult parsed, RegisterFile register, long length, RegisterMapping mapping, CancellationToken cancellation)
    {
        using var connection = GlobalOptions.Open(parsed);
        var rejectsPath = parsed.GetValue(Rejects) ?? parsed.GetRequiredValue(Register) + ".rejects.csv";
        using var rejects = new RejectsFile(rejectsPath, ImportLog.RejectColumns);
        var me = await new AccessService.AccessServiceClient(connection.Invoker).WhoAmIAsync(new WhoAmIRequest(), connection.Unary(cancellation));
        var log = new ImportLog(rejects);
        var run = new ImportRun(new IncidentsService.IncidentsServiceClient(connection.Invoker), connection.Unary, mapping, log);
        var outcome = await ImportProgress.Show(
            () => run.Run(register, me.ServerTime.ToDateTimeOffset(), parsed.GetValue(Concurrency), cancellation), register, length, log);
        ImportReport.Print(GlobalOptions.Output(parsed), outcome, mapping, rejectsPath);
        foreach (var refusal in outcome.Refusals)
        {
            Terminal.Line(Terminal.Error, "refused: " + refusal, Styles.Bad);
        }

        if (outcome.Stopped is { } stopped)
        {
            Terminal.Line(Terminal.Error, "stopped: " + stopped, Styles.Bad);
        }

        return outcome.ExitCode;
    }
}
