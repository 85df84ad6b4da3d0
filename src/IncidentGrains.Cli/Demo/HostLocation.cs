using System.Reflection;
using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Demo;

/// <summary>Where the server's program is.</summary>
internal static class HostLocation
{
    /// <summary>The environment variable that names the server's dll.</summary>
    public const string Variable = "INCIDENTGRAINS_HOST";

    /// <summary>The server's dll: what <see cref="Variable"/> names, else where the build put it.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Find()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var built = typeof(HostLocation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "HostPath")?.Value ?? "";
        var path = named is { Length: > 0 } ? named : Path.GetFullPath(built, AppContext.BaseDirectory);
        return File.Exists(path) ? path
            : throw new UsageException($"the server is not at {path}; build src/IncidentGrains.Host, or name its dll in {Variable}");
    }
}
