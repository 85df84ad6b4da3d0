using IncidentGrains.Cli.Output;
using Spectre.Console;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Shows on a terminal's standard error how far an import is; elsewhere it is silent.</summary>
internal static class ImportProgress
{
    /// <summary>Runs the work and shows its progress meanwhile.</summary>
    /// <param name="work">The import.</param>
    /// <param name="register">Where it reads; the share of bytes tells how far it is, since rows are not counted in advance.</param>
    /// <param name="length">Bytes of the register.</param>
    /// <param name="log">Where it counts.</param>
    public static async Task<ImportOutcome> Show(Func<Task<ImportOutcome>> work, RegisterFile register, long length, ImportLog log)
    {
        if (!Terminal.ShowsProgress)
        {
            return await work();
        }

        return await Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("0 rows", maxValue: Math.Max(1, length));
                var running = work();
                var watch = System.Diagnostics.Stopwatch.StartNew();
                while (await Task.WhenAny(running, Task.Delay(250)) != running)
                {
                    var rows = log.Tally.Rows;
                    task.Description = $"{rows:N0} rows, {rows / watch.Elapsed.TotalSeconds:N0}/s";
                    task.Value = register.BytesRead;
                }

                return await running;
            });
    }
}
