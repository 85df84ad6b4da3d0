using IncidentGrains.Cli.Output;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Shows on a terminal's standard error how far an import is; elsewhere it is silent.</summary>
internal static class ImportProgress
{
    /// <summary>Runs the work and shows its progress meanwhile.</summary>
    /// <param name="work">The import.</param>
    /// <param name="register">Where it reads; the share of bytes tells how far it is, since rows are not counted in advance.</param>
    /// <param name="length">Bytes of the register.</param>
    /// <param name="log">Where it counts.</param>
    public static Task<ImportOutcome> Show(Func<Task<ImportOutcome>> work, RegisterFile register, long length, ImportLog log) => new LiveProgress(TimeProvider.System).Show(
        work,
        context =>
        {
            var task = context.AddTask("0 rows", maxValue: Math.Max(1, length));
            return elapsed =>
            {
                var rows = log.Tally.Rows;
                task.Description = $"{rows:N0} rows, {rows / elapsed.TotalSeconds:N0}/s";
                task.Value = register.BytesRead;
            };
        });
}
