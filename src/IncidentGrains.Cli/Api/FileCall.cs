using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Api;
using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Api;

/// <summary>A call that is answered with a file: <c>--out FILE</c> keeps it and tells its digest, without it the file goes to standard output as it is.</summary>
internal static class FileCall
{
    /// <summary>Adds the option <c>--out</c> and returns what the command does.</summary>
    public static Func<ApiCall, CancellationToken, Task<int>> AddTo(Command command)
    {
        var file = new Option<string?>("--out")
        {
            Description = "Where to write the file; an existing one is replaced. Without it, or with -, it goes to standard output.",
            HelpName = "FILE|-",
        };
        command.Options.Add(file);
        return (call, cancellation) => Run(call, call.Parsed.GetValue(file), cancellation);
    }

    private static async Task<int> Run(ApiCall call, string? path, CancellationToken cancellation)
    {
        var body = (HttpBody)await call.Send(cancellation);
        if (path is null && call.Output == OutputFormat.Json)
        {
            Reply.Write(body, call.Output);
            return ExitCode.Done;
        }

        if (path is null && !Console.IsOutputRedirected && !IsText(body))
        {
            throw new UsageException($"the answer is {body.ContentType}, which no terminal shows; keep it with --out FILE");
        }

        await OutFile.Write(path ?? "-", async stream =>
        {
            await stream.WriteAsync(body.Data.Memory, cancellation);
            return body.Data.Length;
        });
        if (path is null || OutFile.IsStandardOutput(path))
        {
            return ExitCode.Done;
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(body.Data.Span));
        if (call.Output == OutputFormat.Json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { file = path, contentType = body.ContentType, bytes = body.Data.Length, sha256 }));
        }
        else
        {
            Terminal.Line(Terminal.Out, $"wrote {path}, {body.Data.Length:N0} bytes, {body.ContentType}");
            Terminal.Line(Terminal.Out, $"sha256 {sha256}", Styles.Dim);
        }

        return ExitCode.Done;
    }

    private static bool IsText(HttpBody body) => body.ContentType.StartsWith("text/", StringComparison.Ordinal) || body.ContentType == "application/json";
}
