using System.Collections.Concurrent;

namespace IncidentGrains.Grains.Cohorts.Imports;

/// <summary>The key runs that this silo holds, import by import.</summary>
internal sealed class RunSpill : IDisposable
{
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, Lazy<SpilledRuns>> _imports = new(StringComparer.Ordinal);

    /// <param name="folder">Where the files are; what an earlier process left there can't be read any more and goes.</param>
    public RunSpill(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateFiles(folder, "imp-*.runs"))
        {
            File.Delete(left);
        }
    }

    /// <summary>The runs of an import.</summary>
    public SpilledRuns Of(string importId) =>
        _imports.GetOrAdd(importId, id => new Lazy<SpilledRuns>(() => new SpilledRuns(Path.Combine(_folder, id + ".runs")))).Value;

    /// <summary>Lets go of an import's runs.</summary>
    public void Forget(string importId)
    {
        if (_imports.TryRemove(importId, out var runs) && runs.IsValueCreated)
        {
            runs.Value.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var importId in _imports.Keys)
        {
            Forget(importId);
        }
    }
}
