using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Output;

/// <summary>The files that a command line means: those it names, and the YAML files of the folders it names.</summary>
internal static class YamlFiles
{
    /// <summary>The paths, each once; those of a folder by name.</summary>
    /// <exception cref="UsageException">A path leads nowhere, or to a folder without such a file.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths) => [.. paths.SelectMany(Below).DistinctBy(Path.GetFullPath)];

    private static IReadOnlyList<string> Below(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new UsageException($"'{path}' is neither a file nor a folder");
        }

        string[] files = [.. Directory.EnumerateFiles(path)
            .Where(f => Path.GetExtension(f) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"'{path}' holds no .yaml file");
    }
}
