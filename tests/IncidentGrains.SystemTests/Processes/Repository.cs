namespace IncidentGrains.SystemTests.Processes;

/// <summary>Where the programs and files of this repository are; the tests run from its build output.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory, "IncidentGrains.sln");

    /// <summary>The server, built in the same configuration as the tests.</summary>
    public static string Host => Built("IncidentGrains.Host", "IncidentGrains.Host.dll");

    /// <summary>The command line, built in the same configuration as the tests.</summary>
    public static string Cli => Built("IncidentGrains.Cli", "incidentctl.dll");

    /// <summary>A file of the repository.</summary>
    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string Built(string project, string assembly)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var file = File("src", project, "bin", framework.Parent!.Name, framework.Name, assembly);
        return System.IO.File.Exists(file) ? file : throw new FileNotFoundException($"Build {project} first: there is no {file}.");
    }

    private static string Above(string folder, string name)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, name)))
            {
                return at.FullName;
            }
        }

        throw new FileNotFoundException($"There is no {name} above {folder}.");
    }
}
