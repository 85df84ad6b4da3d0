using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>Where text goes: colours on a terminal, plain text into a file, a pipe, or under <c>NO_COLOR</c>.</summary>
/// <remarks>Nothing is ever printed as Spectre markup, only as <see cref="Text"/>: a "[red]" in a title is a title.</remarks>
internal static class Terminal
{
    // Wide enough that no line of a file or pipe is broken: programs such as grep read lines.
    private const int Unbroken = 20_000;

    // A terminal that reports no width at all would show nothing but dots.
    private const int Narrowest = 20;
    private const int Usual = 80;

    /// <summary>Standard output: the reply.</summary>
    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error: what went wrong, what is going on.</summary>
    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>True if somebody watches standard error, so that progress is worth drawing.</summary>
    public static bool ShowsProgress => Error.Profile.Capabilities.Ansi;

    /// <summary>True on a terminal, where a long text reads better in lines of the terminal's width.</summary>
    public static bool BreaksLines(IAnsiConsole console) => console.Profile.Width < Unbroken;

    /// <summary>Prints one line of text, made safe.</summary>
    public static void Line(IAnsiConsole console, string text, Style? style = null)
    {
        console.Write(new Text(SafeText.Block(text), style));
        console.WriteLine();
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var plain = redirected
            || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("TERM") is "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (redirected || console.Profile.Width < Narrowest)
        {
            console.Profile.Width = redirected ? Unbroken : Usual;
        }

        return console;
    }
}
