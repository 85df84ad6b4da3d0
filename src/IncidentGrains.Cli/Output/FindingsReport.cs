using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Output;

/// <summary>Prints what a linter found.</summary>
internal static class FindingsReport
{
    /// <summary>Prints findings as <c>file:line: severity: text</c> with a count below, or as one JSON array.</summary>
    public static void Write(int files, IReadOnlyList<FileFinding> findings, OutputFormat output)
    {
        if (output == OutputFormat.Json)
        {
            PlainJson.Print(findings.Select(f => new { f.File, f.Finding.Line, f.Finding.Severity, f.Finding.Text }));
            return;
        }

        foreach (var found in findings)
        {
            Terminal.Line(Terminal.Out, SafeText.Line(found.ToString()), found.Finding.IsError ? Styles.Bad : Styles.Warn);
        }

        var errors = findings.Count(f => f.Finding.IsError);
        Terminal.Line(Terminal.Out, $"{Counted(files, "file")}, {Counted(errors, "error")}, {Counted(findings.Count - errors, "warning")}", Styles.Dim);
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
