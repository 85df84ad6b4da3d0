using System.Diagnostics;

namespace IncidentGrains.SystemTests.Processes;

/// <summary>Runs programs to their end, within a bound.</summary>
internal static class Programs
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3);

    /// <summary>True if a program can be found.</summary>
    public static bool Has(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, name)));

    public static async Task<Finished> Run(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = new Process { StartInfo = StartInfo(program, arguments) };
        process.StartInfo.WorkingDirectory = folder ?? "";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        using var bound = new CancellationTokenSource(Within);
        var output = process.StandardOutput.ReadToEndAsync(bound.Token);
        var error = process.StandardError.ReadToEndAsync(bound.Token);
        try
        {
            await process.WaitForExitAsync(bound.Token);
            return new Finished(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Within}.", e);
        }
    }

    public static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
    };
}
