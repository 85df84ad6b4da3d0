using System.CommandLine;
using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Api;

/// <summary>The options that every command takes, and what they mean: where the server is, who calls, how to print.</summary>
internal static class GlobalOptions
{
    private static readonly Option<string> Server = new("--server")
    {
        Description = "The server's address, or several of a cluster (http://a:5080,http://b:5080). INCIDENTCTL_SERVER sets it too.",
        HelpName = "URL[,URL…]",
        Recursive = true,
        DefaultValueFactory = _ => Variable("INCIDENTCTL_SERVER") ?? "http://127.0.0.1:5080",
    };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "The bearer token that says who you are. Better INCIDENTCTL_TOKEN or --token-file: other users can read a command line.",
        HelpName = "TOKEN",
        Recursive = true,
    };

    private static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "A file that holds the token. INCIDENTCTL_TOKEN_FILE sets it too.",
        HelpName = "FILE",
        Recursive = true,
    };

    private static readonly Option<string> Format = new("--output", "-o")
    {
        Description = "How to print the reply: text for people, json (proto JSON) for programs.",
        HelpName = "text|json",
        Recursive = true,
        DefaultValueFactory = _ => "text",
    };

    private static readonly Option<string> Timeout = new("--timeout")
    {
        Description = "How long a call may take, repeats included; streams are not limited.",
        HelpName = "DURATION",
        Recursive = true,
        DefaultValueFactory = _ => "30s",
    };

    static GlobalOptions()
    {
        Format.AcceptOnlyFromAmong("text", "json");
        Timeout.Validators.Add(result =>
        {
            if (result.Tokens is [var token])
            {
                FieldErrors.Report(result, "--timeout", () => TimeoutOf(token.Value));
            }
        });
    }

    /// <summary>Puts the options on the root command; all commands below inherit them.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { Server, Token, TokenFile, Format, Timeout })
        {
            root.Options.Add(option);
        }
    }

    /// <summary>How to print the reply.</summary>
    public static OutputFormat Output(ParseResult parsed) =>
        parsed.GetValue(Format) == "json" ? OutputFormat.Json : OutputFormat.Text;

    /// <summary>The server's address as given.</summary>
    public static string Address(ParseResult parsed) => parsed.GetValue(Server)!;

    /// <summary>The connection that the options describe; nothing is sent yet.</summary>
    /// <exception cref="UsageException">The address is none, or the token file can't be read.</exception>
    public static Connection Open(ParseResult parsed)
    {
        Uri[] servers = [.. Address(parsed).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ServerOf)];
        if (servers.DistinctBy(s => s.Scheme, StringComparer.Ordinal).Count() != 1)
        {
            throw new UsageException("--server: give one address, or several that are all http or all https");
        }

        var token = TokenOf(parsed);
        if (token is not null && servers.FirstOrDefault(s => s is { Scheme: "http", IsLoopback: false }) is { } open)
        {
            Terminal.Line(Terminal.Error, $"warning: the token travels unencrypted to {open.Host}; use https", Styles.Warn);
        }

        return new Connection(servers, token, TimeoutOf(parsed.GetValue(Timeout)!));
    }

    private static Uri ServerOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var server) && server.Scheme is ("http" or "https") ? server
            : throw new UsageException($"--server: '{address}' is no http or https address, such as http://127.0.0.1:5080");

    // What is nearer to the command wins: options before the environment, the token itself before a file.
    private static string? TokenOf(ParseResult parsed)
    {
        var token = parsed.GetValue(Token)
            ?? (parsed.GetValue(TokenFile) is { } file ? Read(file)
            : Variable("INCIDENTCTL_TOKEN")
            ?? (Variable("INCIDENTCTL_TOKEN_FILE") is { } variable ? Read(variable) : null));
        return token is null || !token.Any(c => c is < '!' or > '~') ? token
            : throw new UsageException("the token holds characters that no bearer token has; is it the right file?");
    }

    private static TimeSpan TimeoutOf(string text) =>
        DurationText.Parse(text) is { Ticks: > 0 } timeout && timeout <= TimeSpan.FromDays(1) ? timeout
            : throw new FormatException("a timeout lies between 1s and 1d");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the token file can't be read: {e.Message}");
        }
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
