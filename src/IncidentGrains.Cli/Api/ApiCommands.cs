using System.CommandLine;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using IncidentGrains.Cli.Ledger;
using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Api;

/// <summary>The commands, derived from the protos: a new RPC is a new command without a line of code here.</summary>
internal static class ApiCommands
{
    /// <summary>One command for each service, with one below it for each RPC, keyed by name; hand-written ones can be added below them.</summary>
    /// <remarks>An RPC to which the client streams has no command of its own here: what to stream is for a hand-written one to say.</remarks>
    public static IDictionary<string, Command> Nouns()
    {
        var nouns = new SortedDictionary<string, Command>(StringComparer.Ordinal);
        foreach (var service in ApiDescriptors.Services)
        {
            var noun = new Command(CommandName.Noun(service), Comments.Of(service));
            foreach (var method in service.Methods.Where(m => !m.IsClientStreaming))
            {
                noun.Subcommands.Add(Verb(CommandName.Verb(method), method));
            }

            nouns.Add(noun.Name, noun);
        }

        return nouns;
    }

    /// <summary>The top-level shorthand <c>token</c> for <c>access mint-token</c>.</summary>
    public static Command Token() => Verb("token", ApiDescriptors.Method("AccessService", "MintToken"));

    /// <summary>The top-level shorthand <c>clocks</c> for <c>obligation clocks</c>: without a filter, those that run.</summary>
    public static Command Clocks() => Verb("clocks", ApiDescriptors.Method("RegulatorsService", "ListClocks"), request =>
    {
        if (request is ListClocksRequest { Filter: "" } all)
        {
            all.Filter = "running = true";
        }
    });

    private static Command Verb(string name, MethodDescriptor method, Action<IMessage>? complete = null)
    {
        var command = new Command(name, Comments.Of(method));
        var binder = new RequestBinder(method.InputType);
        binder.AddTo(command);
        Func<ApiCall, CancellationToken, Task<int>> run = method.Name switch
        {
            "WatchIncident" => WatchCall.Run,
            "ExportCase" => ExportCall.AddTo(command),
            _ when method.OutputType == HttpBody.Descriptor => FileCall.AddTo(command),
            _ => method.IsServerStreaming ? ApiCall.Stream : ApiCall.Unary,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = binder.Bind(parsed);
            complete?.Invoke(request);
            // A repeat of MintToken is refused: the server kept no token to return.
            var commandId = method.Name == "MintToken" ? null : RequestBinder.CommandIdOf(request);
            using var connection = GlobalOptions.Open(parsed);
            try
            {
                return await run(new ApiCall(method, request, connection, parsed), cancellation);
            }
            catch (RpcException e) when (!cancellation.IsCancellationRequested)
            {
                return Failure.Report(e, parsed, commandId);
            }
            catch (RpcException) when (commandId is not null)
            {
                Terminal.Line(Terminal.Error, $"interrupted; it may have been done: retry with --command-id {commandId}", Styles.Warn);
                return ExitCode.Interrupted;
            }
        });
        return command;
    }
}
