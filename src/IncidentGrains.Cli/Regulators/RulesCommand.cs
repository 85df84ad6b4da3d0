using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Clocks;
using IncidentGrains.Law.Exposure;
using IncidentGrains.Law.Json;
using IncidentGrains.Law.Regulators;
using IncidentGrains.Law.Regulators.Facts;
using IncidentGrains.Law.Regulators.Packs;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Regulators;

/// <summary><c>incidentctl rules</c>: what the law requires, worked out here from facts; <c>explain</c> also of an incident of a server.</summary>
internal static class RulesCommand
{
    private static readonly Option<string?> Folder = new("--rules")
    {
        Description = "A folder of rule packs (*.yaml) that lie over the built-in ones: of equal ids, the folder's stand.",
        HelpName = "FOLDER",
    };

    private static readonly Option<string> Facts = new("--facts")
    {
        Description = "A JSON file with the facts; - reads standard input.",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>The command and those below it.</summary>
    public static Command Create() => new("rules", "The law as data: what it requires, of whom, by when, and why. Needs no server but for --incident; is no legal advice.")
    {
        Evaluate(), Explain(), List(), Lint(),
    };

    private static Command Evaluate()
    {
        var command = new Command("evaluate", "Evaluates facts: all obligations with their deadlines; of {\"clock\": …} or {\"exposure\": …}, that alone.") { Facts, Folder };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (json, packs, output) = (await Input(parsed, cancellation), Packs(parsed), GlobalOptions.Output(parsed));
            Refusing(() =>
            {
                switch (Kind(json))
                {
                    case "clock": RulesReport.Write(ClockQuestion.Due(json, packs), output); break;
                    case "exposure": ExposureReport.Write(ExposureEstimate.Of(ExposureJson.Read(json), packs), output); break;
                    default:
                        var facts = FactsJson.Read(json, TimeProvider.System.GetUtcNow());
                        RulesReport.Write(facts, Evaluation.Of(facts, packs), packs, output);
                        break;
                }
            });
        });
        return command;
    }

    private static Command Explain()
    {
        var rule = new Argument<string>("rule") { Description = "The rule's id, such as KR-REG." };
        var facts = new Option<string?>("--facts") { Description = Facts.Description, HelpName = "FILE" };
        var incident = new Option<string?>("--incident") { Description = "An incident of the server: its facts, by the rules in force there.", HelpName = "ID" };
        var command = new Command("explain", "Says which facts and which version of a rule made or did not make its obligation, with the source.") { rule, facts, incident, Folder };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(incident) is { } id)
            {
                await ExplainOf(id, parsed.GetRequiredValue(rule), parsed, cancellation);
                return;
            }

            var file = parsed.GetValue(facts) ?? throw new UsageException("give --facts FILE, or --incident ID for an incident of the server");
            var (json, packs) = (await Input(file, cancellation), Packs(parsed));
            Refusing(() => ExplanationReport.Write(
                Explanation.Of(parsed.GetRequiredValue(rule), FactsJson.Read(json, TimeProvider.System.GetUtcNow()), packs), GlobalOptions.Output(parsed)));
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists the rules in force here.") { Folder };
        command.SetAction(parsed => RulesReport.Write(Packs(parsed), GlobalOptions.Output(parsed)));
        return command;
    }

    private static Command Lint()
    {
        var paths = new Argument<string[]>("FILE|FOLDER") { Description = "Rule packs in YAML, or folders of them; the built-in ones if left out.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("lint", "Checks rule packs, as laid over the built-in ones, and names all that is wrong with them. Exit code 1 if there is an error; warnings alone give 0.") { paths };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(paths) ?? [];
            var files = YamlFiles.Find(given);
            FileFinding[] findings = [.. RulePacks.BuiltIn.Lint(files.Select(f => (f, File.ReadAllBytes(f)))).Select(f => new FileFinding(f.File, f.Finding))];
            FindingsReport.Write(given.Length == 0 ? RulePacks.BuiltIn.Packs.Count : files.Count, findings, GlobalOptions.Output(parsed));
            return findings.Any(f => f.Finding.IsError) ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }

    private static string Kind(ReadOnlyMemory<byte> json) => FactsJson.KindOf(json);

    private static async Task ExplainOf(string incident, string rule, ParseResult parsed, CancellationToken cancellation)
    {
        using var connection = GlobalOptions.Open(parsed);
        using var call = new RegulatorsService.RegulatorsServiceClient(connection.Invoker)
            .ExplainObligationAsync(new ExplainObligationRequest { IncidentId = incident, Rule = rule }, connection.Unary(cancellation));
        Reply.Write(await call.ResponseAsync, GlobalOptions.Output(parsed));
    }

    private static Task<ReadOnlyMemory<byte>> Input(ParseResult parsed, CancellationToken cancellation) => Input(parsed.GetRequiredValue(Facts), cancellation);

    private static async Task<ReadOnlyMemory<byte>> Input(string file, CancellationToken cancellation)
    {
        if (file != "-")
        {
            return await File.ReadAllBytesAsync(file, cancellation);
        }

        await using var input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    private static RulePacks Packs(ParseResult parsed)
    {
        try
        {
            return parsed.GetValue(Folder) is not { } folder ? RulePacks.BuiltIn
                : Directory.Exists(folder) ? RulePacks.Load(folder) : throw new UsageException($"--rules: '{folder}' is no folder");
        }
        catch (RulePacksRefusedException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static void Refusing(Action action)
    {
        try
        {
            action();
        }
        catch (InputRefusedException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
