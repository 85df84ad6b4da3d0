using System.CommandLine;
using System.CommandLine.Invocation;
using Grpc.Core;
using IncidentGrains.Cli;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Cohorts;
using IncidentGrains.Cli.Demo;
using IncidentGrains.Cli.Incidents.Veris;
using IncidentGrains.Cli.Ledger;
using IncidentGrains.Cli.Output;
using IncidentGrains.Cli.Regulators;
using IncidentGrains.Cli.Remediation;

StandardOutput.EndWithReader();
var root = new RootCommand("Commands of IncidentGrains, the record of a breach: what happened, who knew what when, and the proof of it.");
GlobalOptions.AddTo(root);

var nouns = ApiCommands.Nouns();
nouns["ledger"].Subcommands.Add(VerifyCommand.Create());
nouns["incident"].Subcommands.Add(IncidentGrains.Cli.Incidents.Import.ImportCommand.Create());
nouns["cohort"].Subcommands.Add(IncidentGrains.Cli.Cohorts.Import.ImportCommand.Create());
nouns["cohort"].Subcommands.Add(SynthCommand.Create());
nouns["cohort"].Subcommands.Add(LookUpValuesCommand.Create());
foreach (var noun in nouns.Values)
{
    root.Subcommands.Add(noun);
}

root.Subcommands.Add(ApiCommands.Token());
root.Subcommands.Add(AudienceCommand.Create());
root.Subcommands.Add(BundleCommand.Create());
root.Subcommands.Add(ApiCommands.Clocks());
root.Subcommands.Add(PlaybookCommand.Create());
root.Subcommands.Add(RulesCommand.Create());
root.Subcommands.Add(VerisCommand.Create());
root.Subcommands.Add(DemoCommand.Create());
root.Subcommands.Add(Completion.Create());

// Texts begin with "@" as they please; arguments are not read from files.
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Action is ParseErrorAction error)
{
    error.ShowHelp = parsed.CommandResult.Command.Subcommands.Count > 0;
}

using var interruption = new Interruption();
try
{
    var code = await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
    return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
}
catch (Exception e) when (interruption.Token.IsCancellationRequested && e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
{
    return ExitCode.Interrupted;
}
catch (RpcException e)
{
    return Failure.Report(e, parsed);
}
catch (Exception e) when (StandardOutput.IsClosed(e))
{
    return ExitCode.OutputClosed;
}
catch (Exception e) when (e is UsageException or IOException or UnauthorizedAccessException)
{
    return Failure.Report(e);
}
