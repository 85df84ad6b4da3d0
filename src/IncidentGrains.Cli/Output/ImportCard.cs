using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>An import as one page: how far it is, and what came of it.</summary>
internal static class ImportCard
{
    /// <summary>Prints the import.</summary>
    public static void Write(IAnsiConsole console, Import import)
    {
        Terminal.Line(console, SafeText.Line(import.ImportId), Styles.Bold);
        new Card()
            .Row("state", State(import), Styles.Of(import.State))
            .Row("reason", import.Reason, Styles.Warn)
            .Row("incident", import.IncidentId)
            .Row("cohort", import.CohortId)
            .Row("rows", $"{import.Rows:N0} taken, {import.Rejected:N0} rejected, in {import.ContiguousChunks:N0} chunks")
            .Row("warnings", Warnings(import.Warnings))
            .Row("files", string.Join(", ", import.Files.Select(f => f.Name)))
            .Row("begun", $"{SafeText.Time(import.BegunAt)} by {import.BegunBy}")
            .Row("version", $"{import.RegistryVersion} of the registry")
            .Write(console);
        if (import.Result is { } result)
        {
            Result(console, result);
        }
    }

    /// <summary>Prints what came of an import.</summary>
    public static void Result(IAnsiConsole console, ImportResult result) => new Card()
        .Row("members", $"{result.Members:N0} persons in the cohort")
        .Row("added", $"{result.Added:N0} persons that no cohort had named")
        .Row("duplicates", $"{result.Duplicates:N0} rows of persons named before")
        .Row("rejected", $"{result.Rejected:N0} rows", result.Rejected > 0 ? Styles.Warn : Style.Plain)
        .Row("persons", $"{result.Persons:N0} in all cohorts, each once")
        .Write(console);

    /// <summary>One line of a watch.</summary>
    public static void Line(IAnsiConsole console, Import import) => Terminal.Line(
        console, $"{State(import)}, {import.Rows:N0} rows taken, {import.Rejected:N0} rejected, {import.ContiguousChunks:N0} chunks", Styles.Of(import.State));

    private static string State(Import import) =>
        import.State == ImportState.Sealing ? $"sealing, {import.SealingProgress / 10.0:0.0} %" : EnumText.Short(import.State);

    private static string Warnings(IEnumerable<ImportWarning> warnings) => string.Join(", ", warnings.Select(w => $"{w.Rows:N0} {w.Code.Replace('_', ' ')}"));
}
