using IncidentGrains.SystemTests.Clusters;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>A test that needs PostgreSQL's programs, and libfaketime to step a process's clock; without them it is shown as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClockFactAttribute : FactAttribute
{
    public ClockFactAttribute()
    {
        if (PostgresServer.Folder is null || Library is null)
        {
            Skip = "PostgreSQL or libfaketime is not installed; tests/run.sh installs both.";
        }
    }

    /// <summary>Where Debian keeps the library, for programs with threads; null if it is not installed.</summary>
    public static string? Library { get; } =
        Directory.EnumerateDirectories("/usr/lib").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);
}
