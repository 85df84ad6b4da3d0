using System.CommandLine;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary><c>incidentctl veris</c>: incidents in the community's Vocabulary for Event Recording and Incident Sharing, in and out.</summary>
internal static class VerisCommand
{
    /// <summary>The command and those below it.</summary>
    public static Command Create() => new("veris", "Incidents in VERIS JSON: a check, an import, an export. What maps to what: deploy/veris/MAPPING.md.")
    {
        VerisCheckCommand.Create(), VerisImportCommand.Create(), VerisExportCommand.Create(),
    };

    /// <summary>The files that a command reads.</summary>
    public static Argument<string[]> Files() => new("FILE") { Description = "Incidents in VERIS JSON, one a file.", Arity = ArgumentArity.OneOrMore };

    /// <summary>The schema to hold them against.</summary>
    public static Option<string?> Schema() => new("--schema")
    {
        Description = "A JSON schema, such as the community's verisc-merged.json of the version that the files follow. It does not come with this program.", HelpName = "FILE",
    };
}
