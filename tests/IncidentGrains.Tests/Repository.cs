namespace IncidentGrains.Tests;

/// <summary>The working copy in which the tests were built, and the files in it that tests compare with.</summary>
internal static class Repository
{
    /// <summary>
    /// Set to 1 to write golden files that are missing and to add what is new to the description of the API. Nothing
    /// that stands is ever overwritten: to change it on purpose, delete it by hand first.
    /// </summary>
    public const string WriteGolden = "IG_WRITE_GOLDEN";

    public static string Root { get; } = Find();

    public static bool MayWrite => Environment.GetEnvironmentVariable(WriteGolden) == "1";

    public static string Golden(string name) => Path.Combine(Root, "tests", "IncidentGrains.Tests", "Golden", name);

    /// <summary>Files below a folder, without what builds leave there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IncidentGrains.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a working copy.");
    }
}
