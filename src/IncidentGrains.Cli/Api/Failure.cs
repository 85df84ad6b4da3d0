using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using IncidentGrains.Cli.Output;
using RpcStatus = Google.Rpc.Status;

namespace IncidentGrains.Cli.Api;

/// <summary>Says why a command failed and chooses its exit code.</summary>
internal static class Failure
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default
        .WithIndentation("  ")
        .WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>True if no server answered, or only to say that it is away: what the call did is not known.</summary>
    /// <remarks>A status that the client made up itself carries the exception that it stands for.</remarks>
    public static bool IsUnreachable(RpcException e) =>
        e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded || e.Status.DebugException is IOException or HttpRequestException;

    /// <summary>True if a call was cut: by a server that is away, or by whatever lies between. The same can be sent again.</summary>
    public static bool IsCut(RpcException e) => IsUnreachable(e) || (e.StatusCode is StatusCode.Cancelled or StatusCode.Internal && e.Trailers.Count == 0);

    /// <summary>True if a call ended under whoever was writing to it; how, the answer tells.</summary>
    public static bool EndsWriting(Exception e) => e is RpcException or InvalidOperationException or IOException or HttpRequestException;

    /// <summary>Prints the server's answer for people on standard error and, for programs, as google.rpc.Status on standard output.</summary>
    /// <param name="e">How the call ended.</param>
    /// <param name="parsed">The command line: which server it was, and whether programs read the output.</param>
    /// <param name="commandId">The id under which the same intent can be sent again; null if there is none.</param>
    /// <returns>The exit code.</returns>
    public static int Report(RpcException e, ParseResult parsed, string? commandId = null)
    {
        var status = e.GetRpcStatus() ?? new RpcStatus { Code = (int)e.StatusCode, Message = e.Status.Detail };
        if (GlobalOptions.Output(parsed) == OutputFormat.Json)
        {
            Console.Out.WriteLine(Json.Format(Readable(status)));
        }

        var unreachable = IsUnreachable(e);
        Terminal.Line(Terminal.Error, $"{(unreachable ? "no answer from " + GlobalOptions.Address(parsed) : "refused")}: {ErrorText.CodeName(status.Code)}: {Message(e, status)}", Styles.Bad);
        foreach (var line in ErrorText.Details(status))
        {
            Terminal.Line(Terminal.Error, "  " + line);
        }

        if (e.StatusCode == StatusCode.Unauthenticated)
        {
            Terminal.Line(Terminal.Error, "  say who you are with --token-file, INCIDENTCTL_TOKEN_FILE or INCIDENTCTL_TOKEN");
        }

        // After a refusal the same intent is refused again; after any of these it may have taken effect, or may yet.
        if (commandId is not null && (unreachable || e.StatusCode is StatusCode.ResourceExhausted or StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled))
        {
            Terminal.Line(Terminal.Error, $"retry with --command-id {commandId}", Styles.Dim);
        }

        return unreachable ? ExitCode.Unreachable : ExitCode.Refused;
    }

    /// <summary>Prints what is wrong with the command line, or with a file that it names.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception e)
    {
        Terminal.Line(Terminal.Error, e.Message, Styles.Bad);
        return ExitCode.Usage;
    }

    // A status that the client made up says little; the exception behind it knows the address and the cause.
    private static string Message(RpcException e, RpcStatus status) =>
        e.StatusCode == StatusCode.DeadlineExceeded && status.Message.Length == 0 ? "it took longer than --timeout"
        : e.Status.DebugException?.GetBaseException() is { } cause && !status.Message.Contains(cause.Message, StringComparison.Ordinal) ? $"{status.Message} ({cause.Message})"
        : status.Message;

    // A detail of a type that this program does not know can't be written as JSON; the others still can.
    private static RpcStatus Readable(RpcStatus status)
    {
        var readable = new RpcStatus { Code = status.Code, Message = status.Message };
        readable.Details.AddRange(status.Details.Where(d =>
            ErrorDetailsReflection.Descriptor.MessageTypes.Any(t => d.TypeUrl.EndsWith("/" + t.FullName, StringComparison.Ordinal))));
        return readable;
    }
}
