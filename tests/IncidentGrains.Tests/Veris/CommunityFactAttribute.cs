namespace IncidentGrains.Tests.Veris;

/// <summary>A test on the VERIS community's own files, which are not part of the repository; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommunityFactAttribute : FactAttribute
{
    public CommunityFactAttribute() => Skip = CommunityFiles.Absence;
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CommunityTheoryAttribute : TheoryAttribute
{
    public CommunityTheoryAttribute() => Skip = CommunityFiles.Absence;
}

/// <summary>The community's schemas and test files, read where they lie.</summary>
internal static class CommunityFiles
{
    private const string Place = "shared/data/veris";

    public static string? Absence => Folder is null ? $"There is no {Place} with verisc-merged.json beside the repository or above it." : null;

    /// <summary>The schema of version 1.3.1, which the test files follow.</summary>
    public static byte[] Schema131 => File.ReadAllBytes(Path.Combine(Folder!, "verisc-merged1_3_1.json"));

    /// <summary>The schema of version 1.4.</summary>
    public static byte[] Schema14 => File.ReadAllBytes(Path.Combine(Folder!, "verisc-merged.json"));

    private static string? Folder { get; } = Find();

    public static IEnumerable<string> Names() => Folder is null ? [] : Directory.EnumerateFiles(Path.Combine(Folder, "tests"), "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public static byte[] Test(string name) => File.ReadAllBytes(Path.Combine(Folder!, "tests", name));

    private static string? Find()
    {
        for (var at = new DirectoryInfo(Repository.Root); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, Place);
            if (File.Exists(Path.Combine(folder, "verisc-merged.json")))
            {
                return folder;
            }
        }

        return null;
    }
}
