using IncidentGrains.Cli.Api;
using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>A cohort, or the registry of all, as one page: who counts, by what, and where the rows came from.</summary>
internal static class CohortCard
{
    /// <summary>Prints a cohort.</summary>
    public static void Write(IAnsiConsole console, Cohort cohort)
    {
        Terminal.Line(console, SafeText.Line($"{cohort.Name}  {cohort.Title}"), Styles.Bold);
        new Card()
            .Row("id", cohort.CohortId)
            .Row("state", EnumText.Short(cohort.State), Styles.Of(cohort.State))
            .Row("members", cohort.State == CohortState.Defined ? "" : $"{cohort.Members:N0}, from {cohort.Rows:N0} rows; {cohort.Rejected:N0} rejected")
            .Row("withdrawn", cohort.WithdrawnBy.Length > 0 ? $"by {cohort.WithdrawnBy}: {cohort.WithdrawalReason}" : "", Styles.Warn)
            .Row("incident", cohort.IncidentId)
            .Row("at stake", string.Join(", ", cohort.Categories))
            .Row("source", cohort.SourceSystem)
            .Row("determined", cohort.Determination)
            .Row("defined", $"{SafeText.Time(cohort.DefinedAt)} by {cohort.DefinedBy}")
            .Row("updated", SafeText.Time(cohort.UpdatedAt))
            .Row("version", $"{cohort.RegistryVersion} of the registry")
            .Write(console);

        var imports = new Sheet("IMPORT", "STATE", "BEGUN", "ROWS", "REJECTED", "DUPLICATES", "ADDED", "FILES");
        foreach (var import in cohort.Imports)
        {
            var result = import.Result;
            imports.Row(
                import.ImportId,
                new Cell(EnumText.Short(import.State), Styles.Of(import.State)),
                SafeText.Time(import.BegunAt),
                Number(result?.Rows), Number(result?.Rejected), Number(result?.Duplicates), Number(result?.Added),
                string.Join(", ", import.Files.Select(f => f.Name)));
        }

        imports.Write(console, "Imports");
    }

    /// <summary>Prints an incident's registry.</summary>
    public static void Write(IAnsiConsole console, V1.Registry registry)
    {
        Terminal.Line(console, SafeText.Line($"registry of {registry.IncidentId}"), Styles.Bold);
        new Card()
            .Row("persons", registry.HasPersons ? $"{registry.Persons:N0}, each once" : "not counted since a cohort was withdrawn")
            .Row("told apart by", string.Join(", ", registry.Identifiers.Select(EnumText.Short)))
            .Row("at stake", string.Join(", ", registry.CategoryNames))
            .Row("opened", SafeText.Time(registry.OpenedAt))
            .Row("updated", SafeText.Time(registry.UpdatedAt))
            .Row("version", $"{registry.Version}, as of {SafeText.Time(registry.AsOf)}")
            .Write(console);
        if (registry.Cohorts.Count > 0)
        {
            console.WriteLine();
            Table(registry.Cohorts).Write(console);
        }
    }

    /// <summary>Cohorts as a table.</summary>
    public static Sheet Table(IEnumerable<CohortSummary> cohorts)
    {
        var sheet = new Sheet("NAME", "STATE", "MEMBERS", "REJECTED", "IMPORT", "UPDATED", "AT STAKE", "TITLE");
        foreach (var item in cohorts)
        {
            sheet.Row(
                item.Name,
                new Cell(EnumText.Short(item.State), Styles.Of(item.State)),
                item.State == CohortState.Defined ? "" : $"{item.Members:N0}",
                item.Rejected == 0 ? "" : $"{item.Rejected:N0}",
                item.LastImport == ImportState.Unspecified ? "" : new Cell(EnumText.Short(item.LastImport), Styles.Of(item.LastImport)),
                SafeText.Time(item.UpdatedAt),
                string.Join(", ", item.Categories),
                item.Title);
        }

        return sheet;
    }

    private static string Number(long? number) => number is { } n ? $"{n:N0}" : "";
}
