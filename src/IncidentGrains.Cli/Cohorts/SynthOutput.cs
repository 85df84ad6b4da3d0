using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using IncidentGrains.Cli.Api;
using IncidentGrains.Cli.Output;
using IncidentGrains.Registry.Synthetic;

namespace IncidentGrains.Cli.Cohorts;

/// <summary>Writes the files of <c>cohort synth</c>, whole or not at all.</summary>
internal static class SynthOutput
{
    /// <summary>Writes rows and, if asked for, answers, and says so.</summary>
    /// <exception cref="UsageException">A file is in the way or can't be written.</exception>
    public static void Write(ParseResult parsed, SyntheticFile file, FileInfo rows, FileInfo? truth, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        WriteNew(rows, stream => SyntheticWriter.Write(file, stream, cancellation: cancellation));
        var seconds = clock.Elapsed.TotalSeconds;
        if (truth is not null)
        {
            WriteNew(truth, stream =>
            {
                using var text = new StreamWriter(stream);
                text.Write(SyntheticTruthJson.Write(file));
            });
        }

        rows.Refresh();
        if (GlobalOptions.Output(parsed) == OutputFormat.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { file = rows.FullName, rows = file.Rows, bytes = rows.Length, seconds = Math.Round(seconds, 3), truth = truth?.FullName }));
            return;
        }

        Terminal.Line(Terminal.Out, $"{file.Rows:N0} rows of made-up people, {rows.Length / 1e6:N1} MB, in {seconds:N1} s: {rows}");
        if (truth is not null)
        {
            Terminal.Line(Terminal.Out, $"true answers: {truth}");
        }
    }

    // A file that is there may hold real people: it is never replaced. What could not be finished is taken away again.
    private static void WriteNew(FileInfo file, Action<Stream> write)
    {
        try
        {
            using var stream = new FileStream(file.FullName, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
            try
            {
                write(stream);
            }
            catch
            {
                file.Delete();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(File.Exists(file.FullName) ? $"{file} is there already; name another file or remove it" : $"{file} can't be written: {e.Message}");
        }
    }
}
