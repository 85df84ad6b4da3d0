using System.CommandLine;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Prints what an import did.</summary>
internal static class ImportReport
{
    /// <summary>The end of an import.</summary>
    public static void Print(ParseResult parsed, ImportRun run, ChunkReader? reader, TimeSpan took, string rejects)
    {
        var import = run.Import!;
        if (GlobalOptions.Output(parsed) == OutputFormat.Json)
        {
            Reply.Write(import, OutputFormat.Json);
            return;
        }

        var console = Terminal.Out;
        if (import.Result is { } result)
        {
            Terminal.Line(console, SafeText.Line($"{import.ImportId}  sealed{(reader is null ? " before; nothing was sent" : "")}"), Styles.Good);
            ImportCard.Result(console, result);
        }
        else
        {
            Terminal.Line(console, SafeText.Line($"{import.ImportId}  stored, not sealed: the people don't count yet"), Styles.Warn);
        }

        if (reader is not null)
        {
            new Card()
                .Row("took", $"{took.TotalSeconds:N1} s, {reader.Records / took.TotalSeconds:N0} rows/s, {reader.Count:N0} chunks")
                .Write(console);
        }

        if (File.Exists(rejects))
        {
            Terminal.Line(console, $"rejected rows: {rejects}", Styles.Dim);
        }
    }
}
