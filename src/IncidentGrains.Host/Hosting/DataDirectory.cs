namespace IncidentGrains.Host.Hosting;

/// <summary>The server's directory: readable by its owner alone, held by one server at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public string LedgerFile => System.IO.Path.Combine(Path, "ledger.db");

    public string SnapshotFile => System.IO.Path.Combine(Path, "snapshots.db");

    public string RegistryFile => System.IO.Path.Combine(Path, "registry.db");

    public string RegistryKeyFile => System.IO.Path.Combine(Path, "registry-keys.db");

    /// <summary>Where key runs of imports are written, encrypted; empty after a start.</summary>
    public string SpillFolder => System.IO.Path.Combine(Path, "spill");

    /// <summary>Takes the directory, creating it if need be.</summary>
    /// <exception cref="ConfigurationException">It can't be used, or another server holds it.</exception>
    public static DataDirectory Open(ServerOptions options)
    {
        try
        {
            OwnersOnly.Folder(options.Data);
            var held = new FileStream(System.IO.Path.Combine(options.Data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(options.Data, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The data directory '{options.Data}' can't be taken: another server holds it, or it is not this user's to write and to close to others. ({e.Message})", e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
