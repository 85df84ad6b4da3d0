using System.Security.Cryptography;
using IncidentGrains.Proof;

namespace IncidentGrains.Host.Hosting;

/// <summary>The server's directory: readable by its owner alone, held by one server at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public string LedgerFile => System.IO.Path.Combine(Path, "ledger.db");

    public string SnapshotFile => System.IO.Path.Combine(Path, "snapshots.db");

    public string AdminTokenFile => System.IO.Path.Combine(Path, "admin.token");

    /// <summary>Takes the directory, creating it if need be.</summary>
    /// <exception cref="ConfigurationException">It can't be used, or another server holds it.</exception>
    public static DataDirectory Open(ServerOptions options)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(options.Data);
            }
            else
            {
                // A directory that was there before has the mode that whoever made it gave it: the ledger in it is nobody else's.
                Directory.CreateDirectory(options.Data, OwnerOnly | UnixFileMode.UserExecute);
                File.SetUnixFileMode(options.Data, OwnerOnly | UnixFileMode.UserExecute);
            }

            var held = new FileStream(System.IO.Path.Combine(options.Data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(options.Data, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The data directory '{options.Data}' can't be taken: another server holds it, or it is not this user's to write and to close to others. ({e.Message})", e);
        }
    }

    /// <summary>The key of that name; made on first use.</summary>
    public SigningKey Key(string name)
    {
        var file = System.IO.Path.Combine(Path, name + ".pem");
        if (File.Exists(file))
        {
            try
            {
                return SigningKey.FromPem(File.ReadAllText(file));
            }
            catch (CryptographicException e)
            {
                throw new ConfigurationException($"The key '{file}' can't be read: {e.Message} Restore it from a backup; a new key would be a new signer.", e);
            }
        }

        var key = SigningKey.Create();
        WriteSecret(file, key.ToPem());
        return key;
    }

    /// <summary>Writes a file that its owner alone can read, whole or not at all.</summary>
    public static void WriteSecret(string file, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        // What an interrupted write left behind would keep its mode, whatever that is.
        var unfinished = file + ".new";
        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(content);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();
}
