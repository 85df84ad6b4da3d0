using IncidentGrains.Cli.Output;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Shows on a terminal's standard error how far an import is: rows a second and the time that is left. Elsewhere it is silent.</summary>
internal static class ImportProgress
{
    private const double Sealing = 1_000;

    /// <summary>Runs the work and shows its progress meanwhile.</summary>
    /// <param name="work">Sending and sealing.</param>
    /// <param name="parts">Where it reads; the share of bytes tells how far it is, since rows are not counted in advance.</param>
    /// <param name="run">What it has done.</param>
    public static async Task Show(Func<Task> work, SourceParts parts, ImportRun run)
    {
        if (!Terminal.ShowsProgress)
        {
            await work();
            return;
        }

        await Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var rows = context.AddTask("0 rows", maxValue: Math.Max(1, parts.Length));
                var people = context.AddTask("sealing", autoStart: false, maxValue: Sealing);
                var running = work();
                var watch = System.Diagnostics.Stopwatch.StartNew();
                while (await Task.WhenAny(running, Task.Delay(250)) != running)
                {
                    if (run.Upload is { } upload)
                    {
                        rows.Description = $"{upload.Rows + upload.Rejected:N0} rows, {(upload.Rows + upload.Rejected) / watch.Elapsed.TotalSeconds:N0}/s";
                    }

                    rows.Value = parts.BytesRead;
                    if (run.Import?.State == ImportState.Sealing)
                    {
                        watch.Stop();
                        people.StartTask();
                        people.Value = run.Import.SealingProgress;
                    }
                }

                await running;
            });
    }
}
