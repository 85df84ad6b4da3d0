using IncidentGrains.Cli.Output;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Cohorts.Import;

/// <summary>Shows on a terminal's standard error how far an import is: rows a second and the time that is left. Elsewhere it is silent.</summary>
internal static class ImportProgress
{
    private const double Sealing = 1_000;

    /// <summary>Runs the work and shows its progress meanwhile.</summary>
    /// <param name="work">Sending and sealing.</param>
    /// <param name="parts">Where it reads; the share of bytes tells how far it is, since rows are not counted in advance.</param>
    /// <param name="run">What it has done.</param>
    public static Task Show(Func<Task> work, SourceParts parts, ImportRun run) => new LiveProgress(TimeProvider.System).Show(
        async () =>
        {
            await work();
            return run;
        },
        context =>
        {
            var rows = context.AddTask("0 rows", maxValue: Math.Max(1, parts.Length));
            var people = context.AddTask("sealing", autoStart: false, maxValue: Sealing);
            var sending = TimeSpan.Zero;
            return elapsed =>
            {
                // The rate is that of sending, which has ended once the import is being sealed.
                sending = people.IsStarted ? sending : elapsed;
                if (run.Upload is { } upload)
                {
                    rows.Description = $"{upload.Rows + upload.Rejected:N0} rows, {(upload.Rows + upload.Rejected) / sending.TotalSeconds:N0}/s";
                }

                rows.Value = parts.BytesRead;
                if (run.Import?.State == ImportState.Sealing)
                {
                    people.StartTask();
                    people.Value = run.Import.SealingProgress;
                }
            };
        });
}
