using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Cli;

/// <summary>A test on the real register of Washington's Attorney General, which is not part of the repository; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealRegisterFactAttribute : FactAttribute
{
    private const string Place = "shared/data/registers";

    public RealRegisterFactAttribute()
    {
        if (Register is null)
        {
            Skip = $"There is no washington-*.csv in {Place} beside the repository or above it.";
        }
    }

    /// <summary>The register, or null.</summary>
    public static string? Register { get; } = Find();

    private static string? Find()
    {
        for (var at = new DirectoryInfo(Repository.Root); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, Place);
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "washington-*.csv").Order(StringComparer.Ordinal).FirstOrDefault() is { } file)
            {
                return file;
            }
        }

        return null;
    }
}
