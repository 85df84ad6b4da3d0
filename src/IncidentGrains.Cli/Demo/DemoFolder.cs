using IncidentGrains.Cli.Api;

namespace IncidentGrains.Cli.Demo;

/// <summary>The folder of a demonstration. It is held while the demonstration runs; what an earlier one left is replaced.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly FileStream _held;

    /// <summary>Prepares the folder.</summary>
    /// <exception cref="UsageException">Another demonstration uses it, or it has a 'data' folder that no demonstration made.</exception>
    public DemoFolder(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Root);
            var mark = Path.Combine(Root, "demo.lock");
            // Without the mark, 'data' may be somebody's real ledger.
            if (Directory.Exists(Data) && !File.Exists(mark))
            {
                throw new UsageException($"{Data} is there and no demonstration made it; name another folder with --out");
            }

            _held = new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (Directory.Exists(Data))
            {
                Directory.Delete(Data, recursive: true);
            }

            // A run that fails must not leave the results of the one before.
            foreach (var result in Directory.GetFiles(Root, "*.ledger.jsonl").Append(this["summary.json"]))
            {
                File.Delete(result);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Root} can't be used (is another demonstration running there?): {e.Message}");
        }
    }

    /// <summary>The folder itself.</summary>
    public string Root { get; }

    /// <summary>The server's data.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>A file in the folder.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
